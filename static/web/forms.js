// Enhances plain forms: no double sending, errors take focus, long forms are not lost by accident.

const SENT_AGAIN_AFTER = 8000;
const sending = new WeakSet();
const changed = new WeakSet();

function release(form) {
  sending.delete(form);
  for (const button of form.querySelectorAll(".sending")) {
    button.classList.remove("sending");
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  changed.delete(form);
  if (form.method !== "post") return;
  sending.add(form);
  const button = event.submitter;
  if (button) {
    button.classList.add("sending");
    button.setAttribute("aria-disabled", "true");
  }
  setTimeout(release, SENT_AGAIN_AFTER, form);
});

// The page may come back from the browser's memory with its buttons still held.
addEventListener("pageshow", () => {
  for (const form of document.forms) release(form);
});

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "warn" in form.dataset) changed.add(form);
});

addEventListener("beforeunload", (event) => {
  if ([...document.forms].some((form) => changed.has(form))) event.preventDefault();
});
