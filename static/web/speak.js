// Read aloud: the button names the element to read; hidden where the browser cannot speak.

if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-speak]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.speak)?.innerText;
      speechSynthesis.cancel();
      if (!text) return;
      const said = new SpeechSynthesisUtterance(text);
      said.lang = button.lang || "fr-FR";
      said.rate = 0.9;
      speechSynthesis.speak(said);
    });
  }
}
