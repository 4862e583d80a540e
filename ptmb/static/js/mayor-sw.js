// The mayor's service worker. It keeps one page, the summary as it was last seen, to be read without
// a network, and shows news on the lock screen. It is served as it stands here: no build step.
//
// What it never keeps: any other page, any other role's page, any answer to a form. A log-out clears
// it all (Clear-Site-Data), and so does the first answer that sends the reader to the log-in page.
"use strict";

const CACHE = "walikota-1";
const SUMMARY = "/walikota";
const PATIENCE = 10000; // ms: longer without an answer is as good as no network
const FRESH = 5 * 60000; // ms: so old may the copy be before a poll brings a new one

// --- one version after another -----------------------------------------------------------------
// Files carry their content in their names, so an old copy and a new worker never disagree: the new
// one may take over at once.
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("walikota-") && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
    await keepNow();
  };
  event.waitUntil(tidy());
});

// --- what is asked -------------------------------------------------------------------------------
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname === SUMMARY && request.headers.has("HX-Request")) event.respondWith(poll(event));
});

const asset = async (request) => (await caches.match(request, { cacheName: CACHE })) || fetch(request);

// The network first; without it the last summary, whatever page was asked for.
const page = async (event, url) => {
  const summary = url.pathname === SUMMARY;
  const copy = await caches.match(SUMMARY, { cacheName: CACHE });
  try {
    const asked = fetch(event.request);
    const answer = await (summary && copy ? soon(asked) : asked);
    if (summary && !url.search && answer.status === 200) event.waitUntil(keep(answer.clone()));
    if (answer.type === "opaqueredirect" || answer.status === 403) event.waitUntil(doubt());
    return answer;
  } catch (error) {
    if (!copy) throw error;
    return summary ? offline(copy) : Response.redirect(SUMMARY, 302);
  }
};

const soon = (answer) =>
  Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("no answer")), PATIENCE))]);

// A page that stays open for days asks for news by itself; the copy must not be older than the screen.
const poll = async (event) => {
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(keepNow());
  return answer;
};

// --- the copy ------------------------------------------------------------------------------------
const keepNow = async () => {
  const copy = await caches.match(SUMMARY, { cacheName: CACHE });
  if (copy && Date.now() - Number(copy.headers.get("X-Kept-At")) < FRESH) return;
  const answer = await fetch(SUMMARY, { redirect: "manual" }).catch(() => null);
  if (answer?.status === 200) await keep(answer);
};

// The page and every file that it and its style sheets name; what no copy names any more goes.
const keep = async (answer) => {
  const html = await answer.text();
  if (!html.includes("data-offline")) return; // not the summary
  const cache = await caches.open(CACHE);
  const wanted = new Set(named(html));
  for (const path of wanted) {
    const kept = (await cache.match(path)) || (await fetched(cache, path));
    if (kept && path.endsWith(".css")) for (const inner of named(await kept.clone().text())) wanted.add(inner);
  }
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Kept-At": String(Date.now()) };
  for (const name of ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"]) {
    if (answer.headers.has(name)) headers[name] = answer.headers.get(name);
  }
  await cache.put(SUMMARY, new Response(html, { headers }));
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== SUMMARY && !wanted.has(pathname)) await cache.delete(request);
  }
};

const named = (text) => text.match(/\/static\/[\w./-]+\.[0-9a-f]{8}\.\w+/g) || [];

const fetched = async (cache, path) => {
  const answer = await fetch(path).catch(() => null);
  if (!answer?.ok) return null;
  await cache.put(path, answer.clone());
  return answer;
};

// The copy says itself, in words that the server wrote, of when it is and that there is no network.
const offline = async (copy) => {
  const html = await copy.text();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Makassar" }).format(new Date());
  const shown = html.includes(`data-offline="${today}"`) ? "is-today" : "is-old";
  const said = html.replace(/(<div class="pt-offline)("\s+data-offline="[^"]*")\s+hidden/, `$1 ${shown}$2`);
  return new Response(said, { headers: copy.headers });
};

// Refused or sent away: whoever reads here now is not, or no longer, who the copy was made for.
const doubt = async () => {
  const answer = await fetch(SUMMARY, { redirect: "manual" }).catch(() => null);
  if (answer && answer.status !== 200 && answer.status < 500) await caches.delete(CACHE);
};

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(CACHE));
});

// --- news ----------------------------------------------------------------------------------------
self.addEventListener("push", (event) => {
  const news = event.data?.json() ?? {};
  if (!news.title) return;
  const { title, body, tag, lang, url } = news;
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || SUMMARY, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const show = async () => {
    const open = await self.clients.matchAll({ type: "window" });
    const there = open.find((client) => new URL(client.url).pathname.startsWith(SUMMARY));
    if (there) return (await there.focus()).navigate(url.href);
    return self.clients.openWindow(url.href);
  };
  event.waitUntil(show());
});
