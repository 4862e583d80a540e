// The officer's service worker. It keeps the list, the officer's own jobs with the pages of their
// next steps, and the small copies of their photos; it sends what waits (outbox.js, imported in
// front of this text) and shows urgent jobs on the lock screen. No build step.
//
// What it never keeps: pages of other roles, what the server did not name as this officer's own
// (/tugas/bekal), any answer to a form. Pages are fetched for keeping ("X-Bekal"), so that no word
// meant to be read once lies in a copy. A log-out, an ended session and another account forget the
// pages; what waits to be sent is not among them.
"use strict";

const CACHE = "tugas-1";
const LIST = "/tugas";
const PROVISIONS = "/tugas/bekal";
const PATIENCE = 3000; // ms: an officer in the sun waits no longer for a page that lies here already
const OLD = 5 * 60000; // ms: so old may the copy of the list become while nothing changes
const PAUSE = 2 * 60000; // ms: polls do not look for changes more often than this
const AT_ONCE = 3;

// --- one version after another -----------------------------------------------------------------
// Pages stay as they are, with what is typed into them; the old copies go when the new ones are in.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(() => sync()));
});

// --- what is asked -------------------------------------------------------------------------------
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/foto/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname === LIST && request.headers.has("HX-Request")) event.respondWith(poll(event));
});

const copyOf = async (path) => (await caches.match(path, { cacheName: CACHE })) || caches.match(path);

const file = async (request) => (await copyOf(request)) || fetch(request);

// The network first; a page of later is only ever shown as itself, never an older one in its place.
const page = async (event, url) => {
  const copy = await copyOf(url.pathname === LIST ? LIST : url.pathname + url.search);
  try {
    const asked = fetch(event.request);
    const answer = await (copy ? soon(asked) : asked);
    if (copy && answer.status >= 502) return offline(copy); // nobody behind the door
    event.waitUntil(reader(answer.clone()).then(() => sync()));
    return answer;
  } catch (error) {
    if (copy) return offline(copy);
    if (url.pathname !== LIST && (await copyOf(LIST))) return Response.redirect(LIST, 302);
    throw error;
  }
};

// Who reads now? The copies of another are forgotten before anything else is asked.
const reader = async (answer) => {
  const [, staff] = (await answer.text()).match(/data-staff="(\d+)"/) || [];
  const known = await caches.match(PROVISIONS, { cacheName: CACHE });
  if (staff && known && String((await known.json()).staff) !== staff) await forget();
};

const soon = (answer) =>
  Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("no answer")), PATIENCE))]);

let lookedAt = 0;
const poll = async (event) => {
  const answer = await fetch(event.request);
  if (answer.status === 200 && Date.now() - lookedAt > PAUSE) event.waitUntil(sync());
  return answer;
};

// A copy says itself, in words that the server wrote, of when it is and that there is no network.
const offline = async (copy) => {
  const html = await copy.text();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Makassar" }).format(new Date());
  const age = html.includes(`data-copy="${today}"`) ? "is-today" : "is-old";
  const said = html
    .replace(/(<p class="off-copy)("[^>]*?)\s+hidden/, `$1 ${age}$2`)
    .replace(/(<span[^>]*\sdata-online)(?=[\s>])/, "$1 hidden")
    .replace(/(<span[^>]*\sdata-offline)\s+hidden/, "$1");
  return new Response(said, { headers: copy.headers });
};

// --- the copies ----------------------------------------------------------------------------------
let epoch = 0;
let running = null;
let again = false;

// One round at a time; whoever asks meanwhile gets one more after it.
const sync = () => {
  if (running) {
    again = true;
    return running;
  }
  running = (async () => {
    do {
      again = false;
      await round().catch((error) => console.info(error.message));
    } while (again);
  })().finally(() => { running = null; });
  return running;
};

const forget = async () => {
  epoch += 1;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("tugas-")).map((name) => caches.delete(name)));
};

const ask = (path, headers = {}) => fetch(path, { redirect: "manual", headers: { "X-Bekal": "1", ...headers } });

const round = async () => {
  lookedAt = Date.now();
  const begun = epoch;
  const known = await caches.match(PROVISIONS, { cacheName: CACHE });
  const tag = known?.headers.get("ETag");
  const answer = await ask(PROVISIONS, tag ? { "If-None-Match": tag } : {});
  if (answer.status === 304) return freshen(begun);
  if (answer.status >= 500) return undefined;
  if (answer.status !== 200) return forget(); // logged out, or another role
  const wanted = await answer.json();
  if (known && (await known.json()).staff !== wanted.staff) {
    await forget();
    return round();
  }
  return epoch === begun ? fill(wanted, answer.headers.get("ETag"), begun) : undefined;
};

// Without its ETag the list of provisions says whose the copies are; with it, that all are there.
const fill = async (wanted, tag, begun) => {
  const cache = await caches.open(CACHE);
  await cache.put(PROVISIONS, Response.json(wanted));
  const whole = await each(Object.entries(wanted.pages), ([path, edition]) => keepPage(cache, path, edition, begun));
  await each(wanted.photos, (path) => keepFile(cache, path, begun));
  await tidy(cache, wanted);
  if (whole && epoch === begun) await cache.put(PROVISIONS, Response.json(wanted, { headers: { ETag: tag } }));
  if (epoch !== begun) return forget();
  for (const name of await caches.keys()) if (name.startsWith("tugas-") && name !== CACHE) await caches.delete(name);
  return undefined;
};

const each = async (items, work) => {
  let whole = true;
  const left = [...items];
  const line = async () => {
    while (left.length) whole = (await work(left.shift()).catch(() => false)) && whole;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return whole;
};

const keepPage = async (cache, path, edition, begun, anew = false) => {
  const kept = !anew && (await cache.match(path));
  if (kept && kept.headers.get("X-Edition") === edition) return true;
  const answer = await ask(path);
  if (answer.status !== 200 || epoch !== begun) return false;
  const html = await answer.text();
  for (const asset of inside(html)) await keepFile(cache, asset, begun);
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Edition": edition, "X-Kept-At": String(Date.now()) };
  for (const name of ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"]) {
    if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  }
  if (epoch === begun) await cache.put(path, new Response(html, { headers }));
  return true;
};

const keepFile = async (cache, path, begun) => {
  if (await cache.match(path)) return true;
  const answer = await fetch(path, { redirect: "manual" });
  if (!answer.ok || epoch !== begun) return false;
  await cache.put(path, answer.clone());
  if (path.endsWith(".css")) for (const inner of inside(await answer.text())) await keepFile(cache, inner, begun);
  return true;
};

const inside = (text) => new Set(text.match(/\/static\/[\w./-]+\.[0-9a-f]{8}\.\w+/g) || []);

// What no page names any more goes: a job that is another's now, its pictures, old scripts.
const tidy = async (cache, wanted) => {
  const used = new Set([PROVISIONS, ...Object.keys(wanted.pages), ...wanted.photos]);
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith("/static/") && !used.has(pathname + search)) await cache.delete(request);
  }
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/foto/") || (pathname.startsWith("/static/") && !pathname.endsWith(".css"))) continue;
    for (const path of inside(await (await cache.match(request)).text())) used.add(path);
  }
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/static/") && !used.has(pathname)) await cache.delete(request);
  }
};

// Nothing changed, but times on the list grow old.
const freshen = async (begun) => {
  const list = await caches.match(LIST, { cacheName: CACHE });
  if (!list || Date.now() - Number(list.headers.get("X-Kept-At")) < OLD) return;
  await keepPage(await caches.open(CACHE), LIST, list.headers.get("X-Edition"), begun, true);
};

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "keep") event.waitUntil(sync());
});

// --- what waits to be sent -----------------------------------------------------------------------
self.addEventListener("sync", (event) => {
  if (event.tag === "kirim") event.waitUntil(self.Outbox.drain().then(() => sync()));
});

// --- urgent jobs ---------------------------------------------------------------------------------
self.addEventListener("push", (event) => {
  const news = event.data?.json() ?? {};
  if (!news.title) return;
  const { title, body, tag, lang, url } = news;
  const shown = self.registration.showNotification(title, { body, tag, lang, data: { url }, vibrate: [200, 100, 200] });
  event.waitUntil(Promise.all([shown, sync()]));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || LIST, self.location.origin);
  if (url.origin !== self.location.origin) return;
  // A page that is open stays: something may be half typed there.
  event.waitUntil(self.clients.openWindow(url.href));
});
