// form[data-leaves]: logging out forgets what the phone keeps, and warns first when something is unsent.
(() => {
  "use strict";

  const { Outbox } = self;
  const dialog = document.getElementById("keluar-dulu");
  if (!Outbox?.possible || !dialog) return;

  const leave = async (form) => {
    navigator.serviceWorker?.controller?.postMessage("forget");
    const names = await caches.keys();
    const wiped = [Outbox.wipe(), ...names.filter((name) => name.startsWith("tugas-")).map((name) => caches.delete(name))];
    // No longer than this: the server's answer wipes once more.
    await Promise.race([Promise.allSettled(wiped), new Promise((done) => setTimeout(done, 2000))]);
    HTMLFormElement.prototype.submit.call(form);
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("leaves" in form.dataset)) return;
    event.preventDefault();
    // A store that cannot be read holds nothing that could be lost.
    const unsent = await Outbox.count().catch(() => 0);
    form.dispatchEvent(new CustomEvent("forms:ready", { bubbles: true }));
    if (!unsent) {
      await leave(form);
      return;
    }
    const words = dialog.dataset[unsent === 1 ? "one" : "many"];
    dialog.querySelector("[data-unsent-words]").textContent = words.replace("{n}", unsent);
    dialog.querySelector("[data-go]").onclick = () => leave(form);
    dialog.showModal();
  });
})();
