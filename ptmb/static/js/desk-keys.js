// One-key commands of the desk; off in fields, and off altogether for who does not want them.
(() => {
  "use strict";

  const KEPT = "tombol-meja";
  const help = document.getElementById("tombol");
  const wanted = document.getElementById("tombol-nyala");
  let on = localStorage.getItem(KEPT) !== "mati";

  if (wanted) {
    wanted.checked = on;
    wanted.addEventListener("change", () => {
      on = wanted.checked;
      localStorage.setItem(KEPT, on ? "nyala" : "mati");
      document.body.classList.toggle("no-keys", !on);
    });
  }
  document.body.classList.toggle("no-keys", !on);

  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  const go = (by) => {
    const rows = window.desk?.rows() || [];
    if (!rows.length) return;
    const focused = rows.indexOf(document.activeElement.closest?.(".pt-q"));
    const current = rows.findIndex((row) => row.querySelector("[aria-current]"));
    const from = focused >= 0 ? focused : current;
    const next = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
    const link = next.querySelector("a");
    link.focus();
    next.scrollIntoView({ block: "nearest" });
    if (document.body.classList.contains("has-detail")) window.desk.open(link.href);
  };

  const press = (key) => {
    // What is chosen in the list comes before the open complaint; a bar that is down has no keys.
    const wanted = `[data-key="${CSS.escape(key)}"]`;
    const found = [document.querySelector(".pt-together.is-up"), window.desk?.panel, document]
      .map((scope) => scope?.querySelector(`${wanted}:not(.pt-together:not(.is-up) *)`))
      .find(Boolean);
    if (!found) return false;
    found.click();
    if (found.matches("input")) found.focus();
    return true;
  };

  const choose = () => {
    const row = document.activeElement.closest?.(".pt-q") || document.querySelector(".pt-q:has([aria-current])");
    row?.querySelector(".pt-q-pick").click();
  };

  const commands = {
    j: () => go(1),
    k: () => go(-1),
    x: choose,
    "/": () => document.getElementById("cari")?.select(),
    "?": () => help?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (typing(event.target)) event.target.blur();
      else window.desk?.close();
      return;
    }
    if (!on || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (commands[key]) commands[key]();
    else if (!/^[a-z1-5]$/.test(key) || !press(key)) return;
    event.preventDefault();
  });
})();
