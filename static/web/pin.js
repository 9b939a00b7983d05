// Number pad of the shared tablet: types into the field that works without it.

for (const pad of document.querySelectorAll(".pin-pad")) {
  const input = document.getElementById(pad.dataset.for);
  if (!input) continue;
  input.inputMode = "none";
  pad.hidden = false;
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.key;
    if (key === undefined) return;
    if (key === "back") input.value = input.value.slice(0, -1);
    else if (input.value.length < input.maxLength || input.maxLength < 0) input.value += key;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
