// Number pad of the shared tablet: types into the field that works without it. A pad for several
// fields types into the one touched last, else into the first that is empty.

for (const pad of document.querySelectorAll(".pin-pad")) {
  const inputs = pad.dataset.for.split(" ").map((id) => document.getElementById(id));
  if (!inputs.every(Boolean)) continue;
  let touched = null;
  for (const input of inputs) {
    input.inputMode = "none";
    input.addEventListener("focus", () => (touched = input));
  }
  pad.hidden = false;
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.key;
    if (key === undefined) return;
    const input = touched ?? inputs.find((one) => !one.value) ?? inputs[0];
    touched = input;
    if (key === "next") {
      inputs[(inputs.indexOf(input) + 1) % inputs.length].focus();
      return;
    }
    if (key === "back") input.value = input.value.slice(0, -1);
    else if (input.value.length < input.maxLength || input.maxLength < 0) input.value += key;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    if (inputs.length > 1) input.focus();
  });
}
