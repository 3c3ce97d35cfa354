/*
 * The phone's queue of reports, used by the page and by the worker that goes on without it.
 *
 * A report is written in the browser's database before anything is sent, under a key that is made here. It is taken
 * away when the server has answered that it is in the house, and at no other time unless its writer throws it away.
 * Sending it again gives the same answer, so what is uncertain is simply sent again. The queue belongs to one user of
 * one cooperation: `owner` is both, and what is somebody else's is neither shown nor sent.
 */

self.FieldQueue = (() => {
  "use strict";

  const NAME = "faltrapporter";
  const PATIENCE = 30000; // milliseconds for an answer, with a photo over a slow line
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  let opened = null;

  function database() {
    opened ??= new Promise((done, failed) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("reports", { keyPath: "key" }).createIndex("owner", "owner");
        asked.result.createObjectStore("about");
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close();
        asked.result.onclose = () => (opened = null);
        done(asked.result);
      };
      asked.onerror = () => failed(asked.error);
      asked.onblocked = () => failed(new Error("blocked"));
    });
    opened.catch(() => (opened = null));
    return opened;
  }

  /* Do something in the database; the promise is kept when it is on disk, as far as the browser tells. */
  async function within(store, mode, act) {
    const base = await database();
    return new Promise((done, failed) => {
      const round = base.transaction(store, mode, { durability: "strict" });
      const asked = act(round.objectStore(store));
      round.oncomplete = () => done(asked?.result);
      round.onerror = () => failed(round.error ?? asked?.error);
      round.onabort = () => failed(round.error ?? new Error("abort"));
    });
  }

  const get = (key) => within("reports", "readonly", (store) => store.get(key));
  const remember = (name, value) => within("about", "readwrite", (store) => store.put(value, name));
  const recall = (name) => within("about", "readonly", (store) => store.get(name));

  async function put(report) {
    await within("reports", "readwrite", (store) => store.put(report));
    tell();
  }

  async function drop(key) {
    await within("reports", "readwrite", (store) => store.delete(key));
    tell();
  }

  async function list(owner) {
    const found = await within("reports", "readonly", (store) => store.index("owner").getAll(owner));
    return found.sort((one, other) => one.written.localeCompare(other.written));
  }

  async function isEmpty(slug) {
    const range = IDBKeyRange.bound(`${slug}/`, `${slug}/\uffff`);
    return (await within("reports", "readonly", (store) => store.index("owner").count(range))) === 0;
  }

  function tell() {
    channel?.postMessage("changed");
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /* Ask the server: what it said in JSON with its code, or a word for why there is no answer. */
  async function ask(address, body) {
    let answer;
    try {
      answer = await fetch(address, {
        body,
        cache: "no-store",
        credentials: "same-origin",
        headers: { Accept: "application/json" },
        method: body ? "POST" : "GET",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.redirected) return { trouble: "shut" }; // to where one signs in
      if ((answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
        return { code: answer.status, ...(await answer.json()) };
      }
    } catch {
      return { trouble: "line" };
    }
    if (answer.status === 404 || answer.status === 403) return { trouble: "shut" };
    return { trouble: answer.status === 413 ? "large" : "line" };
  }

  function body(report, token, user) {
    const form = new FormData();
    for (const [name, value] of Object.entries(report.fields)) form.append(name, value);
    form.append("key", report.key);
    form.append("user", user);
    form.append("written_at", report.written);
    form.append("sent_at", new Date().toISOString());
    form.append("csrfmiddlewaretoken", token);
    if (report.photo) form.append("photo", new Blob([report.photo], { type: "image/jpeg" }), "foto.jpg");
    return form;
  }

  /* What its writer insisted on was shown so long ago that it must be shown again; it is the same, so it is sent. */
  function insistsOn(report, { errors, insist }) {
    if (!report.fields.insist || !insist || insist.error || insist.shown === report.fields.insist_shown) return false;
    const seen = new Set(report.seen ?? []);
    return errors.every((error) => error.found?.length && error.found.every((each) => seen.has(`${each.what}: ${each.text}`)));
  }

  /* Send one report; the answer says whether it may go, must be mended, or waits. */
  async function post(report, where, session, { again = false } = {}) {
    const answer = await ask(where.send, body(report, session.token, session.user));
    if (answer.code === 200 || answer.code === 201) return { sent: answer };
    if (answer.code === 422) {
      if (!again && insistsOn(report, answer)) {
        const fields = { ...report.fields, insist_shown: answer.insist.shown };
        return post({ ...report, fields }, where, session, { again: true });
      }
      const told = ({ label, text }) => [label && (label.endsWith("?") ? label : `${label}:`), text].filter(Boolean).join(" ");
      const refused = answer.errors.map(told).join(" ");
      return { refused, refusal: { errors: answer.errors, insist: answer.insist ?? null } };
    }
    if (answer.code === 409 && answer.problem === "key") return { refused: answer.text };
    if (answer.code === 409) return { trouble: "shut" };
    if (answer.code === 403) return { refused: answer.text };
    if (answer.trouble === "large") return { refused: "Fotot är för stort för servern. Ta bort det eller ta ett nytt." };
    return { trouble: answer.trouble ?? "line" };
  }

  async function sendWaiting(where) {
    const result = { sent: [], trouble: "", user: null };
    if (await isEmpty(where.slug)) return result;
    const session = await ask(where.status);
    if (session.trouble || !session.user) return { ...result, trouble: session.trouble ?? "line" };
    result.user = session.user;
    for (const report of await list(`${where.slug}/${session.user}`)) {
      if (report.refused) continue;
      const answer = await post(report, where, session);
      if (answer.sent) {
        await drop(report.key); // only now: it is in the house for good
        result.sent.push({ ...answer.sent, title: report.title });
      } else if (answer.refused) {
        await put({ ...report, refused: answer.refused, refusal: answer.refusal ?? null });
      } else {
        return { ...result, trouble: answer.trouble };
      }
    }
    return result;
  }

  /* One at a time, also across windows and the worker. Who comes second has nothing to do. */
  function send(where) {
    if (!self.navigator.locks) return sendWaiting(where);
    return self.navigator.locks.request(NAME, { ifAvailable: true }, (lock) =>
      lock ? sendWaiting(where) : { sent: [], trouble: "", user: null, busy: true },
    );
  }

  return { ask, channel, drop, get, list, newKey, post, put, recall, remember, send };
})();
