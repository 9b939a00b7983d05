// The bench on a tablet: an act that finds no network waits on the tablet and is sent again.
// Every act carries a key, so what is sent twice counts once.

const STORE = "etabli.bench";
const RETRY = 8000;
const bench = document.getElementById("bench");
const owner = bench?.dataset.queueOwner;
let sending = false;

function load() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
}

function save(acts) {
  localStorage.setItem(STORE, JSON.stringify(acts));
}

function mine() {
  return load().filter((act) => act.owner === owner);
}

function show(message, waits) {
  const line = document.querySelector("[data-network]");
  if (!line) return;
  line.querySelector("span").textContent = message;
  line.classList.toggle("waiting", waits);
}

function showState() {
  const count = mine().length;
  if (count) show(`${bench.dataset.waitingText} ${count}`, true);
}

async function post(act) {
  const body = new URLSearchParams(act.body);
  const token = document.querySelector("input[name=csrf_token]")?.value;
  if (token) body.set("csrf_token", token);
  const answer = await fetch(act.url, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
  });
  const isData = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status >= 500) throw new TypeError("the server does not answer");
  if (answer.redirected || !isData) return { signedOut: true };
  return { refused: !answer.ok, ...(await answer.json()) };
}

// Writes why a measure was refused beside its field, and returns whether the field is here.
function showBeside(act, message) {
  const check = new URLSearchParams(act.body).get("check");
  const forms = [...document.querySelectorAll("form.measure-form")];
  const form = forms.find((one) => one.elements.check.value === check);
  const line = form?.querySelector(".error");
  if (!line) return false;
  line.querySelector("span").textContent = message;
  line.hidden = false;
  for (const input of form.querySelectorAll("input[name=value]")) {
    input.setAttribute("aria-invalid", "true");
    input.closest(".field").classList.add("invalid");
  }
  form.querySelector("input[name=value]").focus();
  return true;
}

// Sends what waits, oldest first; stops at the first act the network does not take.
async function replay() {
  if (sending || !mine().length) return;
  sending = true;
  let refusal = "";
  let isBeside = false;
  try {
    for (const act of mine()) {
      const answer = await post(act);
      if (answer.signedOut) {
        show(bench.dataset.signInText, true);
        return;
      }
      if (answer.refused) {
        refusal = answer.message;
        isBeside = (answer.field && showBeside(act, refusal)) || isBeside;
      }
      save(load().filter((one) => one.id !== act.id));
    }
    if (refusal) show(refusal, true);
    if (!isBeside) setTimeout(() => location.reload(), refusal ? 4000 : 0);
  } catch {
    showState();
  } finally {
    sending = false;
  }
}

// Without network the tablet goes on by itself: the step that follows is already in the page.
function goOn(form) {
  const step = form.closest("[data-step]");
  if (form.dataset.done === "start" && step) {
    form.hidden = true;
    const next = step.querySelector("[data-after-start]");
    if (next) next.hidden = false;
  }
  if (form.dataset.done === "tick" && step) {
    step.hidden = true;
    const next = step.nextElementSibling;
    if (next?.dataset.step) {
      next.hidden = false;
      next.querySelector("h1")?.scrollIntoView({ block: "center" });
    }
  }
  if (form.dataset.done === "measure") {
    form.querySelector("[name=client_key]").value += `-${Date.now().toString(36)}`;
  }
}

function keep(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  body.set("at", new Date().toISOString());
  const id = body.get("client_key");
  if (!load().some((act) => act.id === id)) {
    save([...load(), { id, owner, url: form.action, body: body.toString() }]);
  }
}

// What is typed and not sent yet outlives the page, which is loaded again after each act.
function typedKey(input) {
  return `${STORE}.${owner}.${input.form.action}.${input.id}`;
}

function forgetTyped(form) {
  for (const input of form.querySelectorAll("input[name=value]"))
    sessionStorage.removeItem(typedKey(input));
}

function restoreTyped() {
  for (const input of bench.querySelectorAll(".measure-form .input")) {
    const typed = sessionStorage.getItem(typedKey(input));
    if (typed && !input.value) {
      input.value = typed;
      input.closest("details").open = true;
    }
    input.addEventListener("input", () => sessionStorage.setItem(typedKey(input), input.value));
  }
}

// The wheel in hand stays open until it misses nothing; the address remembers which one it is.
function followWheels() {
  for (const wheel of document.querySelectorAll("details.wheel")) {
    if (`#${wheel.id}` === location.hash && wheel.dataset.left !== "0") wheel.open = true;
    wheel.querySelector("summary").addEventListener("click", () => {
      if (!wheel.open) history.replaceState(null, "", `#${wheel.id}`);
    });
  }
}

// Runs before the plain form is sent; the page is reloaded once everything has arrived.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!bench || !("queue" in form.dataset)) return;
    event.preventDefault();
    const empty = [...form.querySelectorAll("input[name=value]")].find((one) => !one.value.trim());
    if (empty) {
      empty.focus();
      return;
    }
    keep(form, event.submitter);
    forgetTyped(form);
    const wasOnline = navigator.onLine;
    replay().then(() => {
      if (mine().length || !wasOnline) goOn(form);
      showState();
    });
  },
  true,
);

if (bench) {
  restoreTyped();
  followWheels();
  addEventListener("online", replay);
  setInterval(replay, RETRY);
  showState();
  replay();
}

// A dead button is worse than none: say so when the tablet has no French voice.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-speak]");
  if (!button) return;
  const hasFrench = speechSynthesis.getVoices().some((voice) => voice.lang.startsWith("fr"));
  const message = button.parentElement.querySelector(".no-voice");
  if (message) message.hidden = hasFrench;
});
