// The mayor's pages as an app: its worker, the hint to install it (once), and the way out of an old copy.
(() => {
  "use strict";

  const YEAR = 365 * 24 * 3600;
  const worker = navigator.serviceWorker;

  // Some browsers refuse in a private window; then the pages simply need a network.
  worker?.register("/walikota/sw.js", { scope: "/walikota" }).catch((error) => console.info(error.message));

  document.addEventListener("submit", ({ target }) => {
    if (target.getAttribute("action")?.endsWith("/keluar")) worker?.controller?.postMessage("forget");
  });

  // --- the last summary, shown without a network: as soon as anybody answers, look again --------
  const AGAIN = 10000;
  const look = async () => {
    if (document.hidden || !navigator.onLine) return;
    const answer = await fetch("/healthz").catch(() => null); // still nobody there
    if (answer) location.reload();
  };

  if (document.querySelector(".pt-offline:not([hidden])")) {
    window.addEventListener("online", look);
    setInterval(look, AGAIN);
  }

  // --- "Pasang di layar utama" ---------------------------------------------------------------------
  const hint = document.getElementById("pasang");
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
  const show = (way) => {
    hint.hidden = false;
    for (const one of hint.querySelectorAll("[data-way]")) one.hidden = one.dataset.way !== way;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `pasang=1; path=/walikota; max-age=${YEAR}; samesite=lax${secure}`;
  };

  if (hint && !installed) {
    hint.querySelector("[data-close]").addEventListener("click", () => hint.remove());
    if (/iPhone|iPad/.test(navigator.userAgent)) show("ios");
    window.addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      show("prompt");
      hint.querySelector("[data-install]").addEventListener("click", () => {
        hint.remove();
        event.prompt();
      });
    }, { once: true });
  }
})();
