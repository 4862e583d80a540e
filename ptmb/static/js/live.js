// Live blocks ([data-live], polled by htmx): never disturb the reader, never lie about being fresh.
(() => {
  "use strict";

  const LOST_AFTER = 15000;
  const QUIET_FOR = 60000;
  const isPoll = (ctx) => ctx?.sourceEvent?.type === "every";

  // --- when not to ask -----------------------------------------------------------------------
  const TYPING = "input:not([type=button]):not([type=submit]), textarea, select";
  const occupied = (block) =>
    (block.contains(document.activeElement) && document.activeElement.matches(TYPING)) ||
    block.querySelector("form[data-dirty], details[open], dialog[open]") !== null;

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (isPoll(ctx) && (document.hidden || occupied(ctx.target))) event.preventDefault();
  });

  // --- when the connection is lost -------------------------------------------------------------
  let failingSince = 0;

  const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "id", {
    hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar",
  }).format(moment);

  const show = (online) => {
    const bar = document.getElementById("sambungan");
    if (bar) {
      bar.hidden = online;
      if (!online) bar.textContent = bar.dataset.words.replace("{jam}", clock(failingSince));
    }
    for (const pill of document.querySelectorAll("[data-connection]")) {
      pill.querySelector("[data-online]").hidden = !online;
      pill.querySelector("[data-offline]").hidden = online;
    }
  };

  const askAll = () => {
    for (const block of document.querySelectorAll("[data-live]")) block.dispatchEvent(new CustomEvent("every"));
  };

  const failed = () => {
    if (!failingSince) {
      failingSince = Date.now();
      setTimeout(askAll, LOST_AFTER); // a slow poll would tell too late
    }
    if (Date.now() - failingSince >= LOST_AFTER) show(false);
  };
  document.addEventListener("visibilitychange", () => document.hidden || askAll());

  const reached = () => {
    if (failingSince) show(true);
    failingSince = 0;
  };
  window.addEventListener("offline", () => {
    failingSince ||= Date.now();
    show(false);
  });
  window.addEventListener("online", () => document.querySelector("[data-live]") || reached());

  document.addEventListener("htmx:error", (event) => isPoll(event.detail.ctx) && failed());
  // Before htmx reads the answer: an error page or a late answer must not enter the block,
  // and its ptag must not be remembered.
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    if (!isPoll(ctx)) return;
    const refused = ctx.response.status >= 400 && !ctx.response.headers.has("HX-Redirect");
    if (ctx.response.status >= 500) failed();
    else reached();
    if (refused || occupied(ctx.target)) event.preventDefault();
  });

  // --- new rows wait behind a button ---------------------------------------------------------
  const held = new Set();

  const offer = (list) => {
    const button = document.getElementById(list.dataset.liveNew.slice(1));
    const count = list.querySelectorAll(":scope > [hidden]").length;
    button.hidden = count === 0;
    const words = button.dataset.words.replace("{n}", count);
    (button.querySelector("span") || button).textContent = words;
    return count ? words : "";
  };

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    const list = ctx?.target;
    if (!isPoll(ctx) || !list?.dataset?.liveNew) return;
    const known = new Set([...list.children].filter((row) => !row.hidden).map((row) => row.id));
    for (const task of tasks) {
      for (const row of task.fragment.querySelectorAll("[data-live-new] > [id]")) {
        row.hidden = !known.has(row.id);
        if (row.hidden) held.add(row.id);
      }
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[id][data-words]");
    const list = button && document.querySelector(`[data-live-new="#${CSS.escape(button.id)}"]`);
    if (!list) return;
    for (const row of list.querySelectorAll(":scope > [hidden]")) row.hidden = false;
    held.clear();
    offer(list);
    list.querySelector("a, button")?.focus();
  });

  // --- what to say aloud -----------------------------------------------------------------------
  let spoken = "";
  let spokenAt = 0;

  document.addEventListener("htmx:after:swap", (event) => {
    const { ctx } = event.detail;
    if (!isPoll(ctx)) return;
    const block = document.getElementById(ctx.target.id);
    if (!block) return;
    const words = (block.dataset.liveNew && offer(block)) || block.dataset.announce || "";
    if (!words || words === spoken || Date.now() - spokenAt < QUIET_FOR) return;
    spoken = words;
    spokenAt = Date.now();
    document.getElementById("pengumuman").textContent = words;
  });
})();
