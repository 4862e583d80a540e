// The officer's outbox: what was tapped is kept in IndexedDB first and delivered exactly once, in the
// order of each job. Knows no page: the same text runs in a window and in the service worker.
// An item waits, is being sent, was sent (kept for 24 h) or was refused with the server's words.
self.Outbox = (() => {
  "use strict";

  const LOCK = "ptmb-tugas-kirim";
  const PART = 65536; // bytes of a photo in one request
  const DAY = 86400000;
  const TOO_LONG = 20000; // ms for one request
  const SOON = 2000; // ms before the second try; doubled from then on, half more or less by chance
  const LATEST = 300000;
  const TRIES = 4; // of one photo while one try of its item lasts

  // Digests, locks and a lasting store exist only where the page came safely.
  const possible = Boolean(self.isSecureContext && self.indexedDB && self.idb && self.navigator.locks && self.crypto.subtle);
  const news = "BroadcastChannel" in self ? new BroadcastChannel("ptmb-tugas") : null;
  let opened = null;

  const open = () => {
    opened ||= self.idb.openDB("ptmb-tugas", 1, {
      upgrade(db) {
        db.createObjectStore("items", { keyPath: "key" });
        db.createObjectStore("photos", { keyPath: "id" }).createIndex("key", "key");
        db.createObjectStore("drafts", { keyPath: "name" });
      },
      blocking: () => close(), // another page wipes or renews the store
      terminated: () => { opened = null; },
    }).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };

  const close = async () => {
    const db = opened;
    opened = null;
    (await db)?.close();
  };

  const tell = () => {
    news?.postMessage("changed");
    box.onchange?.();
  };
  if (news) news.onmessage = () => box.onchange?.();

  const hex = (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");
  const newId = () => hex(crypto.getRandomValues(new Uint8Array(16)));
  const digest = async (blob) =>
    btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))));
  const inOrder = (items) => items.sort((one, other) => one.order - other.order);
  const isOpen = (item) => item.state === "waiting" || item.state === "sending";

  const list = async () => inOrder(await (await open()).getAll("items"));
  const count = async () => (await list()).filter((item) => item.state !== "sent" && !item.kept).length;

  // --- keeping -----------------------------------------------------------------------------------
  // On the disk, or not at all: the promise is kept only when the write is. A key comes once.
  const add = async (item, photos) => {
    const shots = [];
    for (const { blob, chosen_at, through_page } of photos) {
      shots.push({ id: newId(), key: item.key, blob, sha256: await digest(blob), token: null, chosen_at, through_page });
    }
    const bytes = photos.reduce((sum, { blob }) => sum + blob.size, JSON.stringify(item.fields).length);
    const kept = {
      state: "waiting", reason: "", repair: "", attempts: 0, next_at: 0, sent_at: 0, version: 0, ...item,
      photos: shots.map(({ id }) => id), bytes, made_at: Date.now(),
    };
    const put = (await open()).transaction(["items", "photos", "drafts"], "readwrite", { durability: "strict" });
    const items = put.objectStore("items");
    const all = await items.getAll();
    kept.order = all.reduce((last, { order }) => Math.max(last, order), 0) + 1;
    // One's own earlier step never makes one's own later step stale.
    const own = all.filter((one) => one.reference === kept.reference && one.state === "sent" && one.staff === kept.staff);
    kept.seen = own.reduce((seen, { version }) => Math.max(seen, version), kept.seen);
    items.add(kept);
    for (const shot of shots) put.objectStore("photos").add(shot);
    if (kept.draft) put.objectStore("drafts").delete(kept.draft);
    if (kept.repairs) await remove(put, kept.repairs);
    await put.done;
    tell();
    return kept;
  };

  const remove = async (put, key) => {
    put.objectStore("items").delete(key);
    const photos = put.objectStore("photos");
    for (const id of await photos.index("key").getAllKeys(key)) photos.delete(id);
  };

  const change = async (key, rest) => {
    const put = (await open()).transaction("items", "readwrite");
    const item = await put.store.get(key);
    if (item) put.store.put(Object.assign(item, rest));
    await put.done;
    tell();
  };

  const drop = async (key) => {
    const gone = (await open()).transaction(["items", "photos"], "readwrite");
    await remove(gone, key);
    await gone.done;
    tell();
  };

  // Fields that come after the tap, such as the phone's position.
  const amend = async (key, fields, next_at = 0) => {
    const put = (await open()).transaction("items", "readwrite");
    const item = await put.store.get(key);
    if (item && isOpen(item)) {
      item.fields = [...item.fields.filter(([name]) => !(name in fields)), ...Object.entries(fields)];
      put.store.put(Object.assign(item, { next_at, locate_until: 0 }));
    }
    await put.done;
  };

  const photosOf = async (key) => (await open()).getAllFromIndex("photos", "key", key);
  const retry = async (key) => {
    await change(key, { state: "waiting", reason: "", repair: "", attempts: 0, next_at: 0 });
    return drain({ now: true });
  };

  const wipe = async () => {
    await close();
    await self.idb.deleteDB("ptmb-tugas");
  };

  const draft = {
    get: async (name) => (await open()).get("drafts", name),
    put: async (one) => (await open()).put("drafts", { ...one, saved_at: Date.now() }),
    drop: async (name) => (await open()).delete("drafts", name),
  };

  // What was sent a day ago, and drafts that nobody took up again in two.
  const tidy = async () => {
    const gone = (await open()).transaction(["items", "photos", "drafts"], "readwrite");
    for (const item of await gone.objectStore("items").getAll()) {
      if (item.state === "sent" && item.sent_at < Date.now() - DAY) await remove(gone, item.key);
      if (item.state === "sending") gone.objectStore("items").put({ ...item, state: "waiting" }); // its page was closed
    }
    for (const one of await gone.objectStore("drafts").getAll()) {
      if (one.saved_at < Date.now() - 2 * DAY) gone.objectStore("drafts").delete(one.name);
    }
    await gone.done;
  };

  // --- sending -----------------------------------------------------------------------------------
  // What may pass: no network, no answer in time, a server that is busy or broken, half an answer.
  class Later extends Error {}

  const ask = async (path, options = {}) => {
    const [signal, done] = limit();
    try {
      const answer = await fetch(path, { redirect: "manual", cache: "no-store", signal, ...options });
      const passing = answer.type === "opaqueredirect" || answer.status >= 500 || [408, 425, 429].includes(answer.status);
      if (passing) throw new Later(`answer ${answer.status}`);
      return { status: answer.status, said: await answer.json() };
    } catch (error) {
      throw error instanceof Later ? error : new Later(error.message);
    } finally {
      done();
    }
  };

  const limit = () => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TOO_LONG);
    return [stop.signal, () => clearTimeout(timer)];
  };

  const greet = async () => {
    const { status, said } = await ask("/tugas/antar", { headers: { Accept: "application/json" } });
    return status === 200 && said.csrf ? said : null;
  };

  // In parts that each carry their checksum, from where the server has got to.
  const upload = async (shot, csrf) => {
    const whole = `sha-256=:${shot.sha256}:`;
    const path = `/tugas/foto/${shot.id}`;
    const size = shot.blob.size;
    const begun = await ask(path);
    if (begun.said.token) return begun.said.token;
    let at = begun.status === 200 ? begun.said.offset : 0;
    for (let faults = 0; faults < TRIES;) {
      const end = Math.min(at + PART, size);
      const part = shot.blob.slice(at, end);
      const headers = {
        "Content-Type": "application/octet-stream", "X-CSRFToken": csrf, Accept: "application/json",
        "Content-Range": `bytes ${at}-${end - 1}/${size}`,
        "Content-Digest": `sha-256=:${await digest(part)}:`, "Repr-Digest": whole,
      };
      const { status, said } = await ask(path, { method: "PUT", headers, body: part });
      if (said.token) return said.token;
      if (said.words) throw new Refused(said.words);
      if (status >= 400) faults += 1;
      else if (said.offset <= at) faults += 1;
      if (!(said.offset >= 0 && said.offset < size)) throw new Later("no offset");
      at = said.offset;
    }
    throw new Later("photo");
  };

  class Refused extends Error {}

  const body = (item, shots, greeting, asking) => {
    const form = new URLSearchParams(item.fields.filter(([name]) => name !== "seen"));
    form.set("csrf_token", greeting.csrf);
    form.set("staff", item.staff);
    form.set("key", item.key);
    form.set("seen", item.seen);
    form.set("client_at", item.client_at);
    form.set("client_now", new Date().toISOString());
    if (asking) form.set("ask", "1");
    for (const { token, chosen_at, through_page } of shots) {
      form.append("photo", token);
      form.set(`photo_${token}_client_at`, chosen_at);
      if (through_page) form.set(`photo_${token}_through_page`, "1");
    }
    return form;
  };

  const post = async (item, greeting, asking) => {
    const shots = await photosOf(item.key);
    shots.sort((one, other) => item.photos.indexOf(one.id) - item.photos.indexOf(other.id));
    for (const shot of shots) {
      if (shot.token) continue;
      shot.token = await upload(shot, greeting.csrf);
      await (await open()).put("photos", shot);
    }
    const path = `/tugas/${item.reference}/antar/${item.step}`;
    const headers = { Accept: "application/json", "X-CSRFToken": greeting.csrf };
    const { status, said } = await ask(path, { method: "POST", headers, body: body(item, shots, greeting, asking) });
    if (status === 200 || said.result) return said;
    if (status === 400 && !item.attempts) throw new Later("token");
    return { result: "refused", words: "", kept: false, repair: "" };
  };

  // The photos lay staged too long: they begin anew under other names.
  const anew = async (item) => {
    const put = (await open()).transaction(["items", "photos"], "readwrite");
    const photos = put.objectStore("photos");
    const ids = [];
    for (const shot of await photos.index("key").getAll(item.key)) {
      const id = newId();
      photos.delete(shot.id);
      photos.put({ ...shot, id, token: null });
      ids.push(id);
    }
    item.attempts += 1;
    put.objectStore("items").put({ ...item, state: "waiting", photos: ids });
    await put.done;
  };

  const settle = async (item, said) => {
    const put = (await open()).transaction(["items", "photos"], "readwrite");
    const items = put.objectStore("items");
    const done = said.result === "done";
    Object.assign(item, done ? { state: "sent", sent_at: Date.now(), version: Number(said.version) || 0 }
      : { state: "refused", reason: said.words || "", kept: Boolean(said.kept), repair: said.repair || "" });
    items.put(item);
    if (done) {
      const photos = put.objectStore("photos");
      for (const id of await photos.index("key").getAllKeys(item.key)) photos.delete(id);
      for (const one of await items.getAll()) {
        if (one.reference !== item.reference || one.order <= item.order || !isOpen(one)) continue;
        items.put({ ...one, seen: Math.max(one.seen, item.version) });
      }
    }
    await put.done;
    tell();
  };

  const wait = (attempts) => Math.min(LATEST, SOON * 2 ** attempts) * (0.5 + Math.random());

  // One item, once. Answers what the server said; "later" when it could not be asked.
  const send = async (item, greeting, asking) => {
    await change(item.key, { state: "sending" });
    try {
      const said = await post(item, greeting, asking);
      const gone = said.photo_gone || said.why === "photo_gone" || said.words === "photo_gone";
      if (said.result === "done" || (said.result === "refused" && !gone)) await settle(item, said);
      else if (gone) {
        await anew(item);
        if (item.attempts < TRIES) return { result: "again" };
        await change(item.key, { state: "waiting", next_at: Date.now() + wait(item.attempts) });
      } else await change(item.key, { state: "waiting" });
      return said;
    } catch (error) {
      if (error instanceof Refused) {
        const said = { result: "refused", words: error.message, repair: `/tugas/${item.reference}` };
        await settle(item, said);
        return said;
      }
      // Also what nobody foresaw, such as a picture that cannot be read: the other jobs go on.
      if (!(error instanceof Later)) console.info(error.message);
      await change(item.key, { state: "waiting", attempts: item.attempts + 1, next_at: Date.now() + wait(item.attempts) });
      return { result: "later" };
    }
  };

  // The first open item of every job, in the order of the taps.
  const heads = async () => {
    const first = new Map();
    for (const item of await list()) if (isOpen(item) && !first.has(item.reference)) first.set(item.reference, item);
    return [...first.values()];
  };

  const round = async ({ now = false }) => {
    await tidy();
    const tried = new Set(); // jobs that must wait; the others go on
    const due = (item) => !tried.has(item.reference) && (now ? !(item.locate_until > Date.now()) : item.next_at <= Date.now());
    let item = (await heads()).find(due);
    const greeting = item && (await greet());
    if (!greeting) return;
    for (let lost = 0; item && lost < 2; item = (await heads()).find(due)) {
      if (String(item.staff) !== String(greeting.staff)) {
        tried.add(item.reference);
        continue;
      }
      const { result } = await send(item, greeting, false);
      if (result === "login") return;
      if (!["again", "done", "refused"].includes(result)) tried.add(item.reference);
      lost = result === "later" ? lost + 1 : 0;
    }
  };

  let again = null;
  const schedule = async () => {
    clearTimeout(again);
    const next = Math.min(...(await heads()).map(({ next_at }) => next_at));
    // A page that nobody looks at starts nothing by itself; 20 s is as often as a battery likes.
    if (self.document && !self.document.hidden && Number.isFinite(next)) {
      again = setTimeout(drain, Math.max(20000, next - Date.now()));
    }
  };

  /** Send what is due; with `now` also what waits for its next try. One sender at a time. */
  const drain = async (wish = {}) => {
    if (!possible) return;
    const mode = { ifAvailable: !wish.now };
    await navigator.locks.request(LOCK, mode, async (lock) => lock && round(wish).catch(pass));
    await schedule();
  };

  const pass = (error) => {
    if (!(error instanceof Later)) throw error;
  };

  /** Send one item while a person waits and can answer a question: the server's answer, or "later". */
  const offer = (key) => navigator.locks.request(LOCK, async () => {
    await tidy();
    const item = (await heads()).find((one) => one.key === key);
    const greeting = item && (await greet().catch(pass));
    if (!greeting || String(greeting.staff) !== String(item.staff)) return { result: "later" };
    return send(item, greeting, true);
  });

  const box = {
    possible, add, amend, change, count, draft, drain, drop, list, newId, offer, photosOf, retry, wipe, isOpen,
    onchange: null,
  };
  return box;
})();
