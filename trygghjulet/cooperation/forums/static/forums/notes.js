/*
 * Notes that several people write at once. Without this script each paragraph is a plain form with a button.
 *
 * A paragraph is saved a moment after the last keystroke. What is on its way is kept word for word until the server has
 * answered, and sent again just as it was when no answer came: the server then knows it and takes it in once. All that
 * is not yet acknowledged lies in the browser's own store, under the user's and the meeting's numbers, also over a
 * reload. What others wrote is asked for every other second and put into the boxes without moving the caret.
 */

const PAUSE = 700; // milliseconds after a keystroke
const LOOK = 2000; // between questions about what is new
const LOOK_HIDDEN = 15000; // the same, when nobody sees the page
const PATIENCE = 15000; // for an answer
const RETRIES = [1000, 2000, 4000, 8000];
const KEEPALIVE_MOST = 50000; // characters; the browser lets 64 KB go on after the page is left

const panel = document.querySelector("[data-notes]");
const stored = panel.dataset.drafts;
const paragraphs = new Map();
const contact = panel.querySelector("[data-contact]");
let token = panel.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
let marker = panel.dataset.marker;
let lost = false;

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function clock() {
  const now = new Date();
  return `${String(now.getHours()).padStart(2, "0")}.${String(now.getMinutes()).padStart(2, "0")}`;
}

/* The browser's store may be full or shut; the text is then in the box only, as on any page. */
function keep(key, draft) {
  try {
    if (draft) localStorage.setItem(stored + key, JSON.stringify(draft));
    else localStorage.removeItem(stored + key);
  } catch {
    /* nothing more can be done */
  }
}

function drafts() {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(stored)) {
        found.push([name.slice(stored.length), JSON.parse(localStorage.getItem(name))]);
      }
    }
  } catch {
    /* none that can be read */
  }
  return found;
}

/* Ask the server: an answer in JSON, or a word for why there is none. */
async function ask(address, fields) {
  let answer;
  const options = { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) };
  if (fields) {
    const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: token });
    const keepalive = body.toString().length < KEEPALIVE_MOST;
    Object.assign(options, { method: "POST", body, keepalive });
  }
  try {
    answer = await fetch(address, options);
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (isJson && (answer.ok || answer.status === 422)) return { status: answer.status, ...(await answer.json()) };
  } catch {
    return { trouble: "line" };
  }
  if (answer.redirected || answer.status === 403 || answer.status === 404) return { trouble: "shut" };
  return { trouble: "line" };
}

function tell(trouble) {
  if (trouble === "line") {
    if (!lost) {
      contact.textContent = `Ingen kontakt sedan ${clock()}. Det du skriver finns kvar i den här webbläsaren och skickas när kontakten är tillbaka.`;
    }
  } else if (trouble === "shut") {
    contact.textContent = "Du är utloggad eller får inte skriva här längre. Det du skrev finns kvar i den här webbläsaren. Logga in i ett annat fönster, så skickas det.";
  } else if (lost) {
    contact.textContent = "Kontakten är tillbaka.";
    setTimeout(() => {
      if (!lost) contact.textContent = "";
    }, 8000);
  }
  lost = Boolean(trouble);
  contact.classList.toggle("lost", lost);
}

class Paragraph {
  constructor(form, { key, seen = 0 }) {
    this.form = form;
    this.box = form.elements.text;
    this.key = key;
    this.item = form.elements.namedItem("item").value;
    this.seen = seen; // the revision that the text in the box was written on
    this.own = false; // written on what was sent in that revision, not on what it was joined to
    this.clean = this.box.value; // what the box holds when there is nothing to send
    this.pending = null; // on its way, or sent without an answer
    this.sending = false;
    this.latest = null; // what the server last told, while the box holds something newer
    this.tries = 0;
    this.timer = 0;
    form.dataset.note = key;
    form.elements.key.value = key;
    this.box.setAttribute("aria-label", this.box.getAttribute("aria-label").replace("Nytt stycke", "Stycke"));
    form.querySelector("[data-save]").hidden = true;
    form.addEventListener("submit", (event) => this.submitted(event));
    this.box.addEventListener("input", () => this.written());
    this.box.addEventListener("blur", () => this.send());
    paragraphs.set(key, this);
  }

  get dirty() {
    return this.pending !== null || this.box.value !== this.clean;
  }

  written() {
    this.refuse("");
    this.store();
    this.say(lost ? "Ingen kontakt – det du skrev finns kvar här" : "Skickar…");
    this.soon(PAUSE);
  }

  store() {
    const { item, seen, own, pending } = this;
    keep(this.key, this.dirty ? { text: this.box.value, item, seen, own, pending } : null);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    if (this.sending) return;
    if (!this.dirty) {
      // Typed and taken back again: the box can show what the words were joined to.
      if (this.own && this.latest) this.adopt(this.latest);
      return;
    }
    if (this.pending === null) this.pending = this.box.value;
    const text = this.pending;
    if (!this.seen && !text.trim()) {
      this.pending = null;
      return;
    }
    clearTimeout(this.timer);
    this.store();
    this.sending = true;
    const fields = { key: this.key, item: this.item, seen: this.seen, text };
    if (this.own) fields.on_own = "on";
    const answer = await ask(this.form.action, fields);
    this.sending = false;
    if (answer.trouble) {
      tell(answer.trouble);
      this.say("Ingen kontakt – det du skrev finns kvar här");
      this.soon(RETRIES[Math.min(this.tries++, RETRIES.length - 1)]);
      return;
    }
    tell("");
    this.tries = 0;
    this.pending = null;
    if (answer.status === 422) {
      this.store();
      this.refuse(answer.reason);
      if (this.box.value !== text) this.soon(PAUSE);
      return;
    }
    this.acknowledged(answer, text);
  }

  acknowledged(note, text) {
    this.named(note);
    if (this.box.value === text) {
      this.adopt(note);
    } else {
      this.seen = note.taken_in;
      this.own = true;
      this.clean = text;
      if (!this.latest || this.latest.revision < note.revision) this.latest = note;
      this.soon(PAUSE / 2);
    }
    this.store();
    this.say(`Sparat ${clock()}`);
  }

  /* Somebody else, or the same person elsewhere, has changed the paragraph. */
  changed(note) {
    if (this.sending || this.dirty) {
      this.latest = note;
      return;
    }
    if (note.revision < this.seen) return; // told before the last words were taken in
    if (note.revision > this.seen || this.own) this.adopt(note);
    this.strike(note.struck);
    this.say(note.told);
  }

  adopt(note) {
    const newest = this.latest && this.latest.revision > note.revision ? this.latest : note;
    this.seen = newest.revision;
    this.own = false;
    this.latest = null;
    this.clean = newest.text;
    this.put(newest.text);
    this.strike(newest.struck);
    keep(this.key, null);
  }

  /* Change the box around the caret: it stays at the same words. */
  put(text) {
    const { box } = this;
    const before = box.value;
    if (before === text) return;
    const most = Math.min(before.length, text.length);
    let head = 0;
    while (head < most && before[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < most - head && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    const moved = (at) => {
      if (at <= head) return at;
      if (at >= before.length - tail) return at + text.length - before.length;
      return Math.min(at, text.length - tail);
    };
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = box;
    box.value = text;
    if (document.activeElement === box) {
      box.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
      box.scrollTop = scrollTop;
    }
    this.clean = box.value;
    grow(box);
  }

  /* The server knows the paragraph: it can be struck, and has wordings to show. */
  named(note) {
    if (this.id) return;
    this.id = note.id;
    const strike = this.form.querySelector("[data-strike]");
    strike.setAttribute("formaction", panel.dataset.strike.replace("/0/", `/${note.id}/`));
    strike.hidden = false;
    const history = this.form.querySelector("a[data-history]");
    history.href = panel.dataset.history.replace("/0/", `/${note.id}/`);
    history.hidden = false;
  }

  strike(struck) {
    this.form.classList.toggle("struck", struck);
    this.box.readOnly = struck;
    const button = this.form.querySelector("[data-strike]");
    button.textContent = struck ? "Ta tillbaka" : "Stryk";
    button.value = struck ? "" : "1";
  }

  async submitted(event) {
    event.preventDefault();
    if (!event.submitter?.matches("[data-strike]")) {
      this.send();
      return;
    }
    const button = event.submitter;
    const answer = await ask(button.formAction, { struck: button.value });
    tell(answer.trouble ?? "");
    if (answer.trouble) return;
    if (answer.status === 422) {
      this.refuse(answer.reason);
      return;
    }
    this.strike(answer.struck);
    this.say(answer.struck ? "Struket" : "Tillbaka");
  }

  say(words) {
    this.form.querySelector("[data-told]").textContent = words;
  }

  refuse(reason) {
    const error = this.form.querySelector("[data-refused]");
    error.textContent = reason;
    error.hidden = !reason;
    if (reason) {
      this.box.setAttribute("aria-invalid", "true");
      this.say("Inte sparat");
    } else {
      this.box.removeAttribute("aria-invalid");
    }
  }
}

/* Boxes are as tall as their text; newer browsers do it by the style sheet. */
function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.blockSize = "auto";
  box.style.blockSize = `${box.scrollHeight + 4}px`;
}

function placeOf(item) {
  return panel.querySelector(`[data-place="${CSS.escape(item)}"]`) ?? panel.querySelector('[data-place=""]');
}

/* The box that nobody has begun stands last in its place; the first letter in it makes it a paragraph. */
function begin(blank) {
  const box = blank.elements.text;
  box.addEventListener(
    "input",
    () => {
      const next = blank.cloneNode(true);
      next.elements.text.value = "";
      next.elements.key.value = newKey();
      blank.after(next);
      begin(next);
      const paragraph = new Paragraph(blank, { key: blank.elements.key.value });
      paragraph.clean = "";
      paragraph.written();
    },
    { once: true },
  );
  box.addEventListener("input", () => grow(box));
  blank.addEventListener("submit", (event) => event.preventDefault());
  blank.querySelector("[data-save]").hidden = true;
}

function insert(key, item) {
  const place = placeOf(item);
  const blanks = [...place.querySelectorAll("form.note")].filter((form) => !form.dataset.note);
  const form = blanks[0].cloneNode(true);
  form.elements.text.value = "";
  form.elements.namedItem("item").value = item;
  blanks[0].before(form);
  form.elements.text.addEventListener("input", () => grow(form.elements.text));
  return new Paragraph(form, { key });
}

async function look() {
  const answer = await ask(`${panel.dataset.notes}?sedan=${marker}`);
  if (answer.trouble) {
    tell(answer.trouble);
  } else {
    const wasLost = lost;
    token = answer.token;
    tell("");
    for (const note of answer.notes) {
      const paragraph = paragraphs.get(note.key) ?? insert(note.key, note.item);
      paragraph.named(note);
      paragraph.changed(note);
    }
    marker = answer.marker;
    if (wasLost) for (const paragraph of paragraphs.values()) paragraph.send();
  }
  setTimeout(look, document.hidden ? LOOK_HIDDEN : LOOK);
}

function takeUp() {
  for (const form of panel.querySelectorAll("form.note")) {
    if (form.dataset.note) {
      const paragraph = new Paragraph(form, { key: form.dataset.note, seen: Number(form.elements.seen.value) });
      paragraph.id = true;
      form.elements.text.addEventListener("input", () => grow(form.elements.text));
    } else {
      begin(form);
    }
    grow(form.elements.text);
  }
  for (const [key, draft] of drafts()) {
    const paragraph = paragraphs.get(key) ?? insert(key, draft.item);
    Object.assign(paragraph, { seen: draft.seen, own: draft.own, pending: draft.pending, clean: null });
    paragraph.box.value = draft.text;
    grow(paragraph.box);
    paragraph.say("Skickar…");
    paragraph.send();
  }
  // What the browser put back into the boxes by itself after a reload is sent as well.
  for (const paragraph of paragraphs.values()) paragraph.soon(PAUSE);
}

function showLeft() {
  const left = panel.querySelector("[data-left]");
  for (const [, draft] of drafts()) {
    const line = document.createElement("li");
    line.textContent = draft.text;
    left.querySelector("[data-left-texts]").append(line);
    left.hidden = false;
  }
}

function sendAll() {
  for (const paragraph of paragraphs.values()) paragraph.send();
}

if (contact) {
  takeUp();
  setTimeout(look, LOOK);
  window.addEventListener("online", sendAll);
  window.addEventListener("pagehide", sendAll);
  document.addEventListener("visibilitychange", sendAll);
} else {
  showLeft();
}
