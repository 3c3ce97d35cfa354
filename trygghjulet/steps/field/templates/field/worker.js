/* Keeps the page for reporting on the phone, and sends what waits when the line is back. Version @version */

"use strict";

importScripts("{{ queue }}");

const ABOUT = JSON.parse("{{ about|escapejs }}");
const FAMILY = `falt/${ABOUT.slug}/`;
const KEPT = `${FAMILY}@version`;
const SLOW = 6000; // milliseconds before a line that gives nothing counts as none

async function fetched(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/* The page for when there is no line, and all that it loads. Either all of it is kept or none. */
async function keep() {
  const page = await fetched(ABOUT.offline);
  const text = await page.clone().text();
  const named = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map((found) => found[1]);
  const files = new Set([...named.filter((address) => address.startsWith(ABOUT.statics)), ...ABOUT.files, ABOUT.ground]);
  const answers = await Promise.all([...files].map(async (address) => [address, await fetched(address)]));
  const cache = await caches.open(KEPT);
  await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)));
  await cache.put(ABOUT.offline, page);
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== KEPT).map((name) => caches.delete(name)));
}

async function fromLine(request) {
  const answer = await Promise.race([
    fetch(request),
    new Promise((_, failed) => setTimeout(failed, SLOW, new Error("slow"))),
  ]);
  if (answer.status >= 502 && answer.status <= 504) throw new Error("gateway");
  return answer;
}

async function page(request) {
  try {
    return await fromLine(request);
  } catch {
    return (await caches.match(ABOUT.offline, { cacheName: KEPT })) ?? Response.error();
  }
}

/* What was kept at once, made fresh behind; the line first for what is not kept. */
async function file(event) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(event.request, { ignoreVary: true });
  const fresh = fetch(event.request).then(async (answer) => {
    if (kept && answer.ok && !answer.redirected) await cache.put(event.request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith(ABOUT.statics) || address.pathname === ABOUT.ground) event.respondWith(file(event));
});

/* The page asks for this when it is opened with a line, so that new places and categories come along. */
self.addEventListener("message", (event) => {
  if (event.data === "refresh") event.waitUntil(keep().catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "falt") return;
  event.waitUntil(
    self.FieldQueue.send(ABOUT).then(({ trouble }) => {
      if (trouble === "line") throw new Error("no line"); // the browser then tries again by itself
    }),
  );
});
