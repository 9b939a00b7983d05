// Copies the address of a kept wish and prints its page; a button that cannot work stays hidden.

const copy = document.querySelector("[data-copy]");
const told = document.getElementById("copied");

copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(location.origin + location.pathname);
    told.textContent = copy.dataset.copy;
  } catch {
    told.textContent = location.origin + location.pathname;
  }
});

const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
