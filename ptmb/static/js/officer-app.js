// The officer's pages without a signal: the worker that keeps them, and a copy that says it is one.
(() => {
  "use strict";

  const worker = navigator.serviceWorker;
  // Once the page itself is there: what is kept for later must not make it wait. Some browsers refuse
  // in a private window; then the pages simply need a network.
  const register = () =>
    worker?.register("/tugas/sw.js", { scope: "/tugas" }).catch((error) => console.info(error.message));
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);

  // On the window, after whoever may still hold the form back because of unsent work.
  window.addEventListener("submit", (event) => {
    const out = /\/keluar(-semua)?$/.test(event.target.getAttribute("action") || "");
    if (out && !event.defaultPrevented) worker?.controller?.postMessage("forget");
  });

  // What was shown from memory is fresh again as soon as a poll is answered; nothing is reloaded,
  // because something may be half typed.
  document.addEventListener("htmx:before:response", ({ detail: { ctx } }) => {
    if (ctx.sourceEvent?.type !== "every" || ctx.response.status >= 500) return;
    for (const words of document.querySelectorAll(".off-copy")) words.hidden = true;
  });
})();
