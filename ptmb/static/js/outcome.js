// form[data-step=resolve]: what an officer has chosen survives a walk to another page of the same job,
// such as the one that takes the photo of before, in this tab only. What the server kept wins.
(() => {
  "use strict";

  const form = document.querySelector("form[data-step=resolve]");
  if (!form) return;
  const NAME = `isian-${form.dataset.reference}`;
  const list = form.querySelector("[data-photo-list]");
  const chosen = (name) => form.querySelector(`[name=${name}]:checked`);

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(NAME)) || {};
    } catch {
      return {};
    }
  };

  const kept = read();
  for (const name of ["found", "work"]) {
    const field = form.querySelector(`[name=${name}][value="${CSS.escape(kept[name] || "")}"]`);
    if (field && !chosen(name)) field.checked = true;
  }
  if (kept.note && !form.elements.note.value) form.elements.note.value = kept.note;
  if (kept.photos && !list.children.length) list.innerHTML = kept.photos;

  let sending = false;
  form.addEventListener("submit", () => {
    sending = true;
    sessionStorage.removeItem(NAME);
  });
  window.addEventListener("pagehide", () => {
    if (sending) return;
    const values = {
      found: chosen("found")?.value || "",
      work: chosen("work")?.value || "",
      note: form.elements.note.value,
      photos: list.innerHTML,
    };
    try {
      sessionStorage.setItem(NAME, JSON.stringify(values));
    } catch {
      // Full or forbidden storage: the page is as it would be without this script.
    }
  });
})();
