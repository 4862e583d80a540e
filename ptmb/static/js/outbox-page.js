// The outbox on an officer's page: every form[data-step][data-reference] is kept on the phone first,
// sent at once where that goes, and the page moves on. Without a safe store the form goes as it is.
(() => {
  "use strict";

  const { Outbox } = self;
  const words = document.getElementById("kotak")?.dataset;
  if (!words || !Outbox?.possible) return;

  const BUDGET = 4000; // ms that a tap waits for the server
  const PLACE = 8000; // ms that a step waits for the position
  const AFTER = { berangkat: "en_route", tiba: "in_progress" };
  const ENDS = ["selesai", "besar", "kembalikan"];
  const LIST = "/tugas";
  const OFFLINE = "ptmb-offline-sejak";

  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const release = (form) => form.dispatchEvent(new CustomEvent("forms:ready", { bubbles: true }));
  const say = (text) => {
    const line = document.getElementById("kotak-kabar");
    line.textContent = text;
    line.hidden = !text;
    line.scrollIntoView({ block: "nearest" });
  };

  // --- what a tap becomes ------------------------------------------------------------------------
  const position = () => new Promise((done) => {
    if (!navigator.geolocation) return done(null);
    const wish = { enableHighAccuracy: true, timeout: PLACE, maximumAge: 60000 };
    setTimeout(done, PLACE + 500, null); // a question that nobody answers has no end of its own
    return navigator.geolocation.getCurrentPosition(({ coords }) => done({
      latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6), accuracy: String(Math.round(coords.accuracy)),
    }), () => done(null), wish);
  });

  const asksForPlace = async () =>
    (await navigator.permissions?.query({ name: "geolocation" }).catch(() => null))?.state === "prompt";

  const slug = (form) => form.getAttribute("action").split("?")[0].split("/").pop();

  const titleOf = (step) => words[`word-${step}`.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] || words.word;

  const itemOf = (form, submitter) => {
    const data = new FormData(form);
    if (submitter?.name) data.set(submitter.name, submitter.value);
    const left = ["csrf_token", "key", "seen", "staff", "client_at"];
    const { reference } = form.dataset;
    const step = slug(form);
    return {
      key: Outbox.newId(), staff: words.staff, reference, step, title: titleOf(step),
      fields: [...data].filter(([name, value]) => typeof value === "string" && !left.includes(name)),
      seen: Number(data.get("seen")) || 0, client_at: new Date().toISOString(),
      page: location.pathname, draft: `${reference}/${step}`, repairs: form.dataset.repairs || "",
    };
  };

  const photosOf = async (form) => {
    if (self.KeptPhotos) return self.KeptPhotos.of(form);
    const files = new FormData(form).getAll("photos").filter((file) => file.size);
    return files.map((blob) => ({ blob, chosen_at: new Date().toISOString(), through_page: false }));
  };

  // As without this script, for the server to ask its question on a page of its own.
  const plain = (form, item, place) => {
    const values = { key: item.key, client_at: item.client_at, ...place };
    for (const [name, value] of [...Object.entries(values), ...item.fields.filter(([name]) => name === "sure")]) {
      let field = form.elements.namedItem(name);
      if (!field || field.tagName === "BUTTON") {
        field = Object.assign(document.createElement("input"), { type: "hidden", name });
        form.append(field);
      }
      field.value = value;
    }
    HTMLFormElement.prototype.submit.call(form);
  };

  const notKept = async (form, item, place, error) => {
    say(error.name === "QuotaExceededError" ? words.full : words.broken);
    if (!navigator.onLine) return release(form);
    return plain(form, item, place || ("position" in form.dataset ? await position() : null));
  };

  const take = async (form, item) => {
    let place = null;
    const wanted = "position" in form.dataset;
    if (wanted && item.step === "titik") {
      place = await position(); // nothing to keep without it
      if (!place && !navigator.onLine) {
        say(words.nowhere);
        return release(form);
      }
      if (!place) return plain(form, item, place);
      item.fields = [...item.fields.filter(([name]) => !(name in place)), ...Object.entries(place)];
    }
    const looks = wanted && !place;
    const now = Date.now();
    try {
      const rest = { next_at: now + (looks ? PLACE : BUDGET), locate_until: looks ? now + PLACE : 0 };
      await Outbox.add({ ...item, ...rest }, await photosOf(form));
    } catch (error) {
      return notKept(form, item, place, error);
    }
    wake();
    const placed = looks ? locate(item.key).then((found) => { place = found; }) : Promise.resolve();
    if (looks && (await asksForPlace())) await placed;
    const asked = navigator.onLine && Promise.race([placed.then(() => Outbox.offer(item.key)), pause(BUDGET)]);
    // Whatever goes wrong now: the step is on the phone and will be sent.
    const said = await Promise.resolve(asked).catch((error) => console.info(error.message));
    return answered(form, item, said, place);
  };

  const locate = async (key) => {
    const place = await position();
    await Outbox.amend(key, place || {});
    return place;
  };

  const answered = async (form, item, said, place) => {
    if (said?.result === "ask") {
      await self.KeptPhotos?.save(form);
      await Outbox.drop(item.key);
      return plain(form, item, place);
    }
    if (said?.result === "done") return location.assign(said.next || LIST);
    if (said?.result === "refused") return location.assign(words.outbox);
    if (!("position" in form.dataset)) await Outbox.amend(item.key, {});
    const next = (await ahead(item.reference)) || (item.step === "ambil" ? LIST : `${LIST}/${item.reference}`);
    if (navigator.onLine || (await caches.match(next))) return location.assign(next);
    release(form); // a page that the phone does not have yet: what is on the screen stays
    return document.querySelector("[data-ended]") ? over() : say(words.safe);
  };

  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !form.dataset.step || !form.dataset.reference) return;
    if (submitter?.name && submitter.name !== "sure") return;
    event.preventDefault();
    take(form, itemOf(form, submitter));
  });

  // The browser may finish it when the page is gone.
  const wake = () => navigator.serviceWorker?.getRegistration(LIST)
    .then((worker) => worker?.sync?.register("kirim")).catch(() => null); // only a second chance: not every browser has it

  // --- what waits, on the page ---------------------------------------------------------------------
  /** Where a job stands once what waits has arrived: an address, or "" when nothing changes it. */
  const ahead = async (reference, items = null) => {
    const own = (items || (await Outbox.list())).filter((one) => one.reference === reference && Outbox.isOpen(one));
    const last = own.filter(({ step }) => step in AFTER || ENDS.includes(step)).pop();
    if (!last) return "";
    return last.step in AFTER ? `${LIST}/${reference}?lanjut=${AFTER[last.step]}` : LIST;
  };

  const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "id", {
    hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar",
  }).format(moment);

  const pill = document.querySelector("[data-connection] [data-offline]");
  const paintPill = (waiting) => {
    const off = pill && !pill.hidden;
    if (!off) localStorage.removeItem(OFFLINE);
    else if (!localStorage.getItem(OFFLINE)) localStorage.setItem(OFFLINE, Date.now());
    const since = Number(localStorage.getItem(OFFLINE));
    const parts = [off && words.offline.replace("{jam}", clock(since)), waiting && words.waiting.replace("{n}", waiting)];
    if (pill) pill.querySelector("span").textContent = parts.filter(Boolean).join(" · ");
  };

  const mark = (link, text) => {
    if (link.querySelector(".off-waits")) return;
    link.append(Object.assign(document.createElement("span"), { className: "off-waits", textContent: text }));
  };

  const paintJob = async (reference, items) => {
    const target = await ahead(reference, items);
    const here = document.querySelector(`#jobs a[href="${LIST}/${reference}"]`);
    if (here) mark(here.querySelector(".pt-grow") || here, words.waits);
    const step = target && document.querySelector(`#jobs form[data-reference="${reference}"]`);
    if (!step || step.hidden) return;
    step.hidden = true;
    if (target === LIST) return;
    const link = { className: "btn btn-primary off-goes-on", href: target, textContent: words.goOn };
    step.after(Object.assign(document.createElement("a"), link));
  };

  const paint = async () => {
    const items = await Outbox.list();
    const own = items.filter((item) => String(item.staff) === words.staff);
    const waiting = own.filter(Outbox.isOpen);
    const unsent = items.filter((item) => item.state !== "sent" && !item.kept).length;
    for (const badge of document.querySelectorAll("[data-unsent]")) badge.textContent = unsent ? `(${unsent})` : "";
    paintPill(waiting.length);
    for (const reference of new Set(waiting.map((item) => item.reference))) await paintJob(reference, own);
    const page = location.pathname.match(/^\/tugas\/([^/]+)$/)?.[1];
    const state = document.querySelector("[data-anticipated]");
    if (state) state.hidden = !waiting.some((item) => item.reference === page);
    return own;
  };

  const over = () => {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    document.querySelector("[data-ended]").hidden = false;
    for (const part of document.querySelectorAll("#langkah, [form=langkah], .off-more, #titik")) part.hidden = true;
  };

  // The page of a job whose own step still waits shows how it will be, or that it is over.
  const goAhead = async (items) => {
    const ended = document.querySelector("[data-ended]");
    if (!ended) return;
    const target = await ahead(ended.dataset.ended, items);
    if (target === LIST) over();
    else if (target && target !== location.pathname + location.search) location.replace(target);
  };

  // A step that still looks for its place when the page changed goes on looking here.
  const goOnLooking = (items) => {
    const looking = items.find((item) => Outbox.isOpen(item) && item.locate_until > Date.now());
    if (looking) locate(looking.key).then(() => Outbox.drain());
  };

  // --- when to send ----------------------------------------------------------------------------------
  const show = (online) => {
    const line = document.querySelector("[data-connection] [data-online]");
    if (!line) return;
    line.hidden = !online;
    pill.hidden = online;
  };
  window.addEventListener("offline", () => show(false));
  window.addEventListener("online", () => Outbox.drain({ now: true }));
  document.addEventListener("visibilitychange", () => document.hidden || Outbox.drain());
  // A job's page that comes back from memory is older than what was tapped on it.
  window.addEventListener("pageshow", ({ persisted }) =>
    persisted && document.querySelector("[data-ended]") ? location.reload() : Outbox.drain());
  document.addEventListener("htmx:after:swap", paint);
  if (pill) new MutationObserver(paint).observe(pill, { attributeFilter: ["hidden"] });
  Outbox.onchange = paint;
  if (!navigator.onLine) show(false);
  paint().then(async (items) => {
    await goAhead(items);
    goOnLooking(items);
  });
})();
