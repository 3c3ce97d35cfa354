/*
 * What the guard found in a report that was turned away: marked in the words where it stood, with why and what to write
 * instead; and, for the one who may save it all the same, room for the reason.
 */

self.FieldFound = (() => {
  "use strict";

  const form = document.querySelector("[data-report]");
  if (!form) return null;

  const make = (tag, text, className = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /* Every piece as the writer knows it: the same piece twice is one. */
  const seen = (refusal) => [
    ...new Set((refusal?.errors ?? []).flatMap((error) => (error.found ?? []).map((each) => `${each.what}: ${each.text}`))),
  ];

  function box(error) {
    const made = make("div", "", "found");
    const text = make("p", "", "found-text");
    for (const piece of error.pieces) text.append(piece.marked ? make("mark", piece.text) : piece.text);
    const list = make("dl", "");
    for (const each of error.found) list.append(make("dt", `${each.text}: ${each.what}`), make("dd", `${each.why} ${each.instead}`));
    made.append(text, list);
    return made;
  }

  function clear() {
    for (const each of form.querySelectorAll("[data-found], [data-insisting]")) each.replaceChildren();
    for (const each of form.querySelectorAll(".field.wrong")) each.classList.remove("wrong");
  }

  /* Show what was found, and give the fields back for the rest of the form to fill. */
  function show(refusal) {
    clear();
    for (const error of refusal?.errors ?? []) {
      const place = form.querySelector(`[data-found="${error.field}"]`);
      if (!error.found?.length || !place) continue;
      place.append(box(error));
      place.closest(".field")?.classList.add("wrong");
    }
    if (!refusal?.insist) return;
    const offered = form.querySelector("template[data-insist]").content.cloneNode(true);
    form.querySelector("[data-insisting]").append(offered);
    form.elements.insist_shown.value = refusal.insist.shown;
  }

  /* Put the writer in the words, with the first piece chosen, so that it is written over by what is written. */
  function choose(refusal) {
    const error = (refusal?.errors ?? []).find((each) => each.field === "text" && each.found?.length);
    const area = form.elements.text;
    const at = error ? area.value.indexOf(error.found[0].text) : -1;
    if (at < 0) return;
    area.focus();
    area.setSelectionRange(at, at + error.found[0].text.length);
  }

  return { choose, clear, seen, show };
})();
