// Whoever is asked for a password here is not, or no longer, who the pages kept for reading without
// a network were made for. What waits to be sent stays: it is no page.
(async () => {
  "use strict";

  for (const name of await globalThis.caches?.keys() ?? []) {
    if (/^(tugas|walikota)-/.test(name)) await caches.delete(name);
  }
})();
