// [data-copy]: puts its text on the clipboard and says so.
(() => {
  "use strict";

  const select = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return select(text); // plain http on the local network has no clipboard
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !(await copy(button.dataset.copy))) return;
    const word = button.querySelector("span");
    const before = word?.textContent;
    document.getElementById("pengumuman").textContent = button.dataset.copied;
    if (!word || word.textContent === button.dataset.copied) return;
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
})();
