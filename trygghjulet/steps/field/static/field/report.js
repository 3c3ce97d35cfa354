/*
 * Reporting from a phone. Without this script the page is an ordinary form.
 *
 * A report is kept on the phone first (queue.js) and then sent; what waits is told at the top of the page, and sent
 * when the line is back: when the browser says so, when the page is seen again, every half minute, and by the worker
 * where the browser lets it go on by itself. Where nothing can be kept, the report is sent at once or the writer is
 * told that it was not.
 */

(() => {
  "use strict";

  const AGAIN = 30000; // milliseconds between attempts
  const OPENS = "#ratta="; // with the key of a report on the phone, in the address of the form

  const queue = self.FieldQueue;
  const where = self.FieldWhere;
  const guard = self.FieldFound;
  const about = JSON.parse(document.getElementById("phone")?.textContent ?? "{}");
  const form = document.querySelector("[data-report]");
  const panel = document.querySelector("[data-queue]");
  const find = (name, from = document) => from.querySelector(`[data-${name}]`);
  const make = (tag, text, className = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  let user = about.user ? String(about.user) : "";
  let trouble = "";
  let editing = null; // a report of the queue that is open in the form
  let photo = null; // bytes, small and bare
  let photoReady = Promise.resolve();

  const owner = () => `${about.slug}/${user}`;

  /* Photo */

  async function takePhoto() {
    const file = form.elements.photo.files[0];
    const told = find("photo", form);
    photo = null;
    told.textContent = "";
    if (!file) return;
    told.textContent = "Fotot görs mindre…";
    try {
      photo = await where.small(file);
    } catch {
      photo = await file.arrayBuffer(); // a kind that this browser can't open: the server may
    }
    const away = make("button", "Ta bort fotot", "button quiet");
    away.type = "button";
    away.addEventListener("click", () => {
      form.elements.photo.value = "";
      photo = null;
      told.textContent = "Inget foto följer med.";
    });
    told.replaceChildren(`Fotot följer med (${Math.max(1, Math.round(photo.byteLength / 1024))} kB). `, away);
  }

  /* The form */

  function fields() {
    const given = {};
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !["key", "csrfmiddlewaretoken", "written_at", "sent_at", "seen"].includes(name)) given[name] = value;
    }
    return given;
  }

  /* What the server would turn away at once; the rest is its to judge. */
  function faults(given) {
    const found = [];
    if (!given.category) found.push("Vad: Välj vad du såg.");
    if (!given.where_place && !given.where_point && !given.where_text) found.push("Var: Tryck på Här, välj en känd plats, peka på kartan eller skriv var det var.");
    if (given.when === "day" && !given.day) found.push("När: Ange vilken dag det hände.");
    if (given.when !== "now" && given.last && !given.first) found.push("När: Ange också från vilken tid.");
    return found;
  }

  function complain(texts) {
    const box = find("errors");
    find("faults", box).replaceChildren(...texts.map((text) => make("li", text)));
    find("errors-title", box).textContent = editing ? "Rapporten behöver rättas" : "Något behöver rättas";
    find("editing", box).hidden = !editing;
    find("later", box).hidden = Boolean(editing?.unkept); // it stands nowhere else
    find("to-words", box).hidden = !editing?.refusal?.errors.some((each) => each.field === "text" && each.found?.length);
    box.hidden = texts.length === 0;
    if (texts.length) box.focus();
  }

  function say(text, href = "") {
    const box = find("sent");
    box.replaceChildren(text);
    if (href) {
      const link = make("a", "Se rapporten");
      link.href = href;
      box.append(" ", link);
    }
    box.hidden = !text;
    if (text) box.focus();
  }

  function clean() {
    form.reset();
    where.clear();
    find("photo", form).textContent = "";
    photo = null;
    editing = null;
    guard.clear();
    complain([]);
  }

  const titleOf = (given) =>
    form.querySelector(`[name=category][value="${given.category}"] + span`)?.firstChild?.textContent.trim() ?? given.category;

  async function submit(event) {
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    try {
      await keepAndSend();
    } finally {
      button.disabled = false;
    }
  }

  async function keepAndSend() {
    say("");
    await photoReady;
    const given = fields();
    const wrong = faults(given);
    complain(wrong);
    if (wrong.length) return;
    const report = {
      key: editing?.key ?? queue.newKey(),
      owner: owner(),
      fields: given,
      photo: photo ?? editing?.photo ?? null,
      title: titleOf(given),
      refused: "",
      refusal: null,
      seen: guard.seen(editing?.refusal),
      written: editing?.written ?? new Date().toISOString(),
    };
    try {
      await queue.put(report);
    } catch (error) {
      await sendUnkept(report, error);
      return;
    }
    navigator.storage?.persist?.();
    clean();
    const { sent } = await flush();
    const mine = sent.find((each) => each.key === report.key);
    const left = mine ? null : await queue.get(report.key);
    if (left?.refused) open(left);
    else if (mine) say(thanks(mine), mine.page);
    else say("Rapporten är sparad på telefonen och skickas när nätet är tillbaka.");
    if (!left?.refused) scrollTo({ top: 0 });
  }

  const thanks = ({ place }) => `Rapporten är skickad. Tack!${place ? ` Den är mottagen som ${place}.` : ""}`;

  /* The phone keeps nothing: full, or shut as in a private window. What is written stays in the form. */
  async function sendUnkept(report, error) {
    const why = error?.name === "QuotaExceededError" ? "Telefonens lagring är full" : "Webbläsaren låter inget sparas på telefonen";
    const session = await queue.ask(about.status);
    const answer = session.user ? await queue.post(report, about, session) : { trouble: session.trouble };
    if (answer.sent) {
      clean();
      say(thanks(answer.sent), answer.sent.page);
    } else if (answer.refused) {
      await open({ ...report, refused: answer.refused, refusal: answer.refusal, unkept: true });
    } else if (answer.trouble === "shut") {
      complain([`${why}, och du är utloggad. Rapporten är inte sparad. Logga in i ett annat fönster och tryck på Skicka igen.`]);
    } else {
      complain([`${why}, och nätet är borta. Rapporten är inte sparad. Låt sidan vara öppen och tryck på Skicka igen när nätet är tillbaka.`]);
    }
  }

  /* The queue */

  let again = 0;

  async function flush() {
    let result = { sent: [], trouble: "line", user: null };
    try {
      result = await queue.send(about);
    } catch {
      /* the database is shut; told where a report is kept */
    }
    if (!result.busy) trouble = result.trouble;
    // The page that was kept knows only who had the phone last; the server knows who has it now.
    if (result.user && !about.user) user = result.user;
    clearTimeout(again);
    if ((await show()) && trouble) {
      again = setTimeout(flush, AGAIN);
      askWorker();
    }
    return result;
  }

  async function askWorker() {
    try {
      const worker = await navigator.serviceWorker?.getRegistration(about.scope);
      await worker?.sync?.register("falt");
    } catch {
      /* not every browser goes on by itself; the page does */
    }
  }

  function state(waiting, refused) {
    const said = [];
    if (waiting) {
      if (trouble === "shut") said.push(`${waiting} väntar på att du loggar in. De ligger kvar på telefonen.`);
      else if (trouble) said.push(`${waiting} väntar på nät.`);
      else said.push(`${waiting} skickas.`);
    }
    if (refused) said.push(refused === 1 ? "En rapport kunde inte tas emot och behöver rättas." : `${refused} rapporter kunde inte tas emot och behöver rättas.`);
    return said.join(" ");
  }

  function row(report) {
    const written = new Date(report.written).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
    const item = make("li", "", "note");
    item.append(make("strong", report.title), ` ${written}${report.photo ? ", med foto" : ""}`);
    if (report.refused) {
      item.append(make("p", report.refused, "refused"));
      item.append(form ? act("Rätta", report, () => open(report)) : mending(report), " ");
    }
    item.append(act("Släng", report, () => throwAway(report)));
    return item;
  }

  function act(words, report, doing) {
    const button = make("button", words, "button quiet");
    button.type = "button";
    button.append(make("span", `: ${report.title}`, "visually-hidden"));
    button.addEventListener("click", doing);
    return button;
  }

  /* The way to the form from a page without one. */
  function mending(report) {
    const link = make("a", "Rätta", "button quiet");
    link.href = `${about.new}${OPENS}${report.key}`;
    link.append(make("span", `: ${report.title}`, "visually-hidden"));
    return link;
  }

  async function throwAway(report) {
    if (!confirm("Rapporten har inte skickats. Ska den slängas?")) return;
    if (!report.unkept) await queue.drop(report.key);
    if (editing?.key === report.key) clean();
    await show();
  }

  /* What was turned away stands in the form, and while it does nowhere else. */
  async function open(report) {
    clean();
    editing = report;
    photo = report.unkept ? report.photo : null;
    guard.show(report.refusal);
    for (const [name, value] of Object.entries(report.fields)) {
      if (name === "insist_shown") continue;
      for (const input of form.querySelectorAll(`[name="${name}"]`)) {
        if (input.type === "radio") input.checked = input.value === value;
        else if (input.type === "checkbox") input.checked = true;
        else input.value = value;
      }
    }
    where.restore();
    if (report.photo) find("photo", form).textContent = "Fotot från rapporten följer med.";
    complain([report.refused]);
    await show();
  }

  async function openNamed() {
    if (!form || !location.hash.startsWith(OPENS)) return;
    const report = await queue.get(location.hash.slice(OPENS.length)).catch(() => null);
    history.replaceState(null, "", location.pathname);
    if (report?.refused && report.owner === owner()) await open(report);
  }

  /* How many are left; shown with what is wrong. */
  async function show() {
    if (!panel || !user) return 0;
    let kept = [];
    try {
      kept = (await queue.list(owner())).filter((report) => report.key !== editing?.key);
    } catch {
      /* none that can be read */
    }
    const refused = kept.filter((report) => report.refused).length;
    panel.hidden = kept.length === 0;
    const told = find("state", panel);
    const words = kept.length ? state(kept.length - refused, refused) : "";
    if (told.textContent !== words) told.textContent = words;
    told.classList.toggle("lost", Boolean(trouble && kept.length > refused));
    find("list", panel).replaceChildren(...kept.map(row));
    find("login", panel).hidden = trouble !== "shut";
    find("send-now", panel).hidden = trouble === "shut" || kept.length === refused;
    return kept.length - refused;
  }

  /* Who has the phone, and in which order they met the categories last */

  async function whose() {
    try {
      if (about.user) await queue.remember(`user/${about.slug}`, user);
      else user = (await queue.recall(`user/${about.slug}`)) ?? "";
    } catch {
      /* nothing can be kept here */
    }
    if (about.user && form) await noteOrder();
    if (!about.user && form) {
      find("nobody").hidden = Boolean(user);
      find("with-user").hidden = !user;
      if (user) await orderTiles();
    }
  }

  async function noteOrder() {
    const codes = [...form.querySelectorAll("[name=category]")].map((each) => each.value);
    await queue.remember(`order/${owner()}`, codes).catch(() => {}); // an order, nothing more
  }

  /* Without a line the categories stand as they stood with one. */
  async function orderTiles() {
    const order = (await queue.recall(`order/${owner()}`).catch(() => [])) ?? [];
    for (const category of [...order].reverse()) {
      const tile = form.querySelector(`[name=category][value="${category}"]`)?.closest("label");
      tile?.parentElement.prepend(tile);
    }
  }

  /* Leaving: nothing that has not been sent goes without being asked about. */
  function guardSignOut() {
    const dialog = find("leave");
    const out = document.querySelector(`form[action$="logga-ut/"]`);
    if (!dialog || !out) return;
    let asked = false;
    const leave = async () => {
      asked = true;
      await queue.remember(`user/${about.slug}`, "").catch(() => {});
      out.requestSubmit();
    };
    out.addEventListener("submit", async (event) => {
      if (asked) return;
      event.preventDefault();
      const kept = await queue.list(owner()).catch(() => []);
      if (!kept.length) return leave();
      const many = kept.length === 1 ? "En rapport har inte skickats" : `${kept.length} rapporter har inte skickats`;
      find("leave-words", dialog).textContent = `${many}. Behåller du dem ligger de kvar på telefonen, utan att någon annan ser dem här, och skickas nästa gång du loggar in.`;
      dialog.showModal();
      return undefined;
    });
    find("leave-keep", dialog).addEventListener("click", leave);
    find("leave-stay", dialog).addEventListener("click", () => dialog.close());
    find("leave-drop", dialog).addEventListener("click", async () => {
      for (const report of await queue.list(owner())) await queue.drop(report.key);
      await leave();
    });
  }

  async function start() {
    if (!queue || !about.slug) return;
    await whose();
    guardSignOut();
    if (form) {
      form.addEventListener("submit", submit);
      form.elements.photo.addEventListener("change", () => (photoReady = takePhoto()));
      find("later").addEventListener("click", () => {
        clean();
        show();
      });
      find("throw").addEventListener("click", () => throwAway(editing));
      find("to-words").addEventListener("click", () => guard.choose(editing.refusal));
    }
    queue.channel?.addEventListener("message", show);
    find("send-now").addEventListener("click", flush);
    addEventListener("online", flush);
    addEventListener("offline", () => {
      trouble = "line";
      show();
    });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
    await flush();
    await openNamed();
    document.documentElement.dataset.fieldReady = "";
    keepPage();
  }

  async function keepPage() {
    if (!about.user || !("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(about.worker, { scope: about.scope, updateViaCache: "none" });
      const ready = await navigator.serviceWorker.ready;
      ready.active?.postMessage("refresh");
    } catch {
      /* the page then works with a line only */
    }
  }

  start();
})();
