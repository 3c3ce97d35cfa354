/*
 * Parts of a page that show what others do while one looks at them (the tag `live`). The asking is htmx's own; here a
 * part is left alone while somebody writes in it, nobody asks for a page that isn't seen, and what came is told of.
 */

const SELDOM = 15000; // milliseconds between questions for a page that nobody sees
let asked = 0;

function written(part) {
  const fields = part.querySelectorAll("input:not([type=hidden]), textarea, select");
  return [...fields].some((field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) {
      const options = [...field.options];
      return options.some((o) => o.defaultSelected) && options.some((o) => o.selected !== o.defaultSelected);
    }
    return field.value !== field.defaultValue;
  });
}

function busy(part) {
  const here = part.contains(document.activeElement) ? document.activeElement : null;
  return Boolean(here?.matches("input, textarea, select") || part.querySelector("dialog[open]") || written(part));
}

function tell(part, text) {
  const word = document.querySelector(`[data-live-word="${part.id}"]`);
  if (word && word.textContent !== text) word.textContent = text;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.hasAttribute?.("data-live")) return;
  if (document.hidden && Date.now() - asked < SELDOM) event.preventDefault();
  else asked = Date.now();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const part = event.target;
  if (!part.hasAttribute?.("data-live") || event.detail.xhr.status !== 200) return;
  if (!event.detail.serverResponse.includes(`id="${part.id}"`)) {
    // Another page came: one is signed out, or the part is no longer there for anyone to change.
    event.detail.shouldSwap = false;
    tell(part, "Det här följs inte längre. Ladda om sidan för att se vad som gäller.");
  } else if (busy(part)) {
    event.detail.shouldSwap = false;
    tell(part, "Någon annan har ändrat här. Det visas när du har sparat det du skriver.");
  } else {
    tell(part, "Här står nu det som någon annan nyss har gjort.");
  }
});

document.addEventListener("htmx:sendError", (event) => {
  if (event.target.hasAttribute?.("data-live")) tell(event.target, "Ingen kontakt just nu. Här står det som gällde nyss.");
});
