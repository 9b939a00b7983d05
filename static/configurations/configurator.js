// Follows each change of a wish: drawing, price, remarks and address, without a reload.

const form = document.getElementById("configurator");
const result = document.getElementById("result");
const bar = document.getElementById("price-bar");
const usual = JSON.parse(form.dataset.usual);
const typed = new Set();
const PAUSE = 120;
let kind = form.elements.type?.value;
let timer;
let running;

function query() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name !== "form_key" && value !== "") fields.append(name, value);
  }
  return fields.toString();
}

// Who chooses with the keyboard among what is proposed stays on what was chosen.
function propose(text) {
  const place = form.querySelector("[data-proposals]");
  if (!place) return;
  const held = place.contains(document.activeElement) ? document.activeElement.value : null;
  place.innerHTML = text;
  if (held !== null) place.querySelector(`input[value="${held}"]`)?.focus();
}

function show(answer) {
  const open = result.querySelector("[data-kept-open]")?.open;
  result.innerHTML = answer.result;
  if (open) result.querySelector("[data-kept-open]")?.setAttribute("open", "");
  propose(answer.proposals);
  bar.innerHTML = answer.bar;
  for (const place of form.querySelectorAll("[data-notes]")) {
    const text = answer.notes[place.dataset.notes] || "";
    if (place.innerHTML.trim() !== text) place.innerHTML = text;
  }
  for (const place of form.querySelectorAll("[data-summary]")) {
    place.textContent = answer.summaries[place.dataset.summary];
  }
  for (const part of form.querySelectorAll("[data-part]")) {
    part.hidden = answer.idle.includes(part.dataset.part);
  }
  for (const name of answer.opened) form.querySelector(`[data-fold="${name}"]`).open = true;
  // The title begins with « Erreur : » as long as the summary that came with the page stands.
  if (form.querySelector(".error-summary")) document.title = document.title.replace(/^[^:]+:\s+/, "");
  for (const stale of form.querySelectorAll(".error-summary, .field > .error")) stale.remove();
}

async function refresh() {
  running?.abort();
  running = new AbortController();
  const asked = query();
  try {
    const response = await fetch(`${form.dataset.preview}?${asked}`, { signal: running.signal });
    if (!response.ok) throw new Error(response.statusText);
    show(await response.json());
    history.replaceState(null, "", `${location.pathname}?${asked}`);
    result.removeAttribute("aria-busy");
  } catch (error) {
    // The button that reloads the page still works when the network does not.
    if (error.name !== "AbortError") result.setAttribute("aria-busy", "false");
  }
}

// An answer to what was asked before must not undo what was just chosen.
function changed() {
  running?.abort();
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

// A size nobody typed follows the kind chosen: { field: { kind: size } } beside `type`.
form.addEventListener("input", (event) => typed.add(event.target.name));
form.addEventListener("change", (event) => {
  if (event.target.name !== "type") return;
  for (const [name, sizes] of Object.entries(usual)) {
    const box = form.elements[name];
    if (!typed.has(name) && box.value === sizes[kind]) box.value = sizes[event.target.value];
  }
  kind = event.target.value;
});
form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("submit", (event) => {
  if (!event.submitter?.hasAttribute("formmethod")) {
    event.preventDefault();
    refresh();
  }
});
