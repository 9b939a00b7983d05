// Narrows a long list of exercises by words and difficulty, and counts what is ticked.

const chooser = document.querySelector("[data-chooser]");
const find = chooser.querySelector("#find");
const difficulty = chooser.querySelector("#difficulty");
const groups = [...chooser.querySelectorAll("[data-group]")].map((box) => ({
  box,
  offers: [...box.querySelectorAll(".choice")].map((row) => ({ row, text: plain(row.textContent) })),
}));

// « Métré » is found by « metre ».
function plain(text) {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

let opened = null;

// While one searches, all that fits is open; afterwards each subject is as it was before.
function narrow() {
  const words = plain(find.value).split(/\s+/).filter(Boolean);
  const asked = words.length > 0 || difficulty.value !== "";
  if (asked) opened ??= new Set(groups.filter(({ box }) => box.open));
  let shown = 0;
  for (const group of groups) {
    const { box, offers } = group;
    let here = 0;
    for (const { row, text } of offers) {
      const fits =
        (!difficulty.value || row.dataset.difficulty === difficulty.value) &&
        words.every((word) => text.includes(word));
      row.hidden = !fits;
      here += fits;
    }
    box.hidden = here === 0;
    if (opened) box.open = asked ? here > 0 : opened.has(group);
    shown += here;
  }
  if (!asked) opened = null;
  chooser.querySelector("[data-none]").hidden = shown > 0;
}

function count() {
  chooser.querySelector("[data-count]").textContent =
    chooser.querySelectorAll("input[type=checkbox]:checked").length;
}

chooser.querySelector("[data-tools]").hidden = false;
find.addEventListener("input", narrow);
difficulty.addEventListener("input", narrow);
// The return key would send the whole form.
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
chooser.addEventListener("change", count);
count();
