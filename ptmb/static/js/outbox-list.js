// /tugas/kirim: the outbox as a list, newest first, with what can be done about each item.
(() => {
  "use strict";

  const { Outbox } = self;
  const list = document.querySelector("[data-outbox-list]");
  if (!Outbox?.possible) {
    document.querySelector("[data-no-store]").hidden = false;
    return;
  }

  const words = list.dataset;
  const { staff } = document.getElementById("kotak").dataset;
  const row = document.getElementById("kiriman").content.firstElementChild;
  const lang = document.documentElement.lang === "en" ? "en-GB" : "id";
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar" });
  const size = (bytes) => {
    const big = bytes >= 1e6;
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: big ? 1 : 0 });
    return `${number.format(Math.max(big ? bytes / 1e6 : bytes / 1000, 1))} ${big ? "MB" : "KB"}`;
  };

  const facts = (item) => [
    item.reference,
    item.photos.length && (item.photos.length === 1 ? words.photo : words.photos.replace("{n}", item.photos.length)),
    size(item.bytes), clock.format(new Date(item.client_at)),
  ].filter(Boolean).join(" · ");

  const reason = (item, mine) => {
    if (!mine) return words.other;
    if (item.state !== "refused") return "";
    return `${item.reason || words.refused}${item.kept ? ` ${words.kept}` : ""}`;
  };

  // What was typed and photographed goes back into the form of its step.
  const repair = async (item) => {
    const photos = (await Outbox.photosOf(item.key)).map(({ blob, chosen_at, through_page }) => ({ blob, chosen_at, through_page }));
    await Outbox.draft.put({ name: item.draft, values: item.fields, photos, repairs: item.key });
    const ownPage = ["besar", "kembalikan", "catat"].includes(item.step);
    location.assign(ownPage ? `/tugas/${item.reference}/${item.step}` : item.repair);
  };

  const drop = (item) => {
    const dialog = document.getElementById("buang-dulu");
    dialog.querySelector("[data-what]").textContent = `${item.title} · ${item.reference}`;
    dialog.querySelector("[data-go]").onclick = async () => {
      await Outbox.drop(item.key);
      dialog.close();
    };
    dialog.showModal();
  };

  const line = (item) => {
    const mine = String(item.staff) === staff;
    const one = row.cloneNode(true);
    one.dataset.key = item.key;
    one.querySelector("[data-title]").textContent = mine ? item.title : "";
    one.querySelector("[data-facts]").textContent = mine ? facts(item) : "";
    for (const state of one.querySelectorAll("[data-state]")) state.hidden = state.dataset.state !== item.state;
    const said = reason(item, mine);
    one.querySelector("[data-reason]").textContent = said;
    one.querySelector("[data-reason]").hidden = !said;
    one.querySelector("[data-choices]").hidden = !mine || item.state === "sent" || item.state === "sending";
    const mend = one.querySelector("[data-repair]");
    mend.hidden = item.state !== "refused" || !item.repair;
    mend.addEventListener("click", () => repair(item));
    one.querySelector("[data-drop]").addEventListener("click", () => drop(item));
    return one;
  };

  const show = async () => {
    const items = (await Outbox.list()).reverse();
    const held = document.activeElement?.closest("[data-key]")?.dataset.key;
    list.replaceChildren(...items.map(line));
    if (held) list.querySelector(`[data-key="${held}"] button:not([hidden])`)?.focus();
    document.querySelector("[data-outbox-empty]").hidden = items.length > 0;
    document.querySelector("[data-send-now]").hidden = !items.some((item) => Outbox.isOpen(item) && String(item.staff) === staff);
  };

  const painted = Outbox.onchange;
  Outbox.onchange = () => {
    painted?.();
    show();
  };
  document.querySelector("[data-send-now] button").addEventListener("click", () => Outbox.drain({ now: true }));
  show();
})();
