// form[data-draft]: what is typed survives a walk back to an earlier step, in this tab only.
// A page with script[data-sent] forgets it.
(() => {
  "use strict";

  const NAME = "draf-lapor";
  const KEPT = ["description", "phone", "name", "customer_number", "dry_span"];
  if (document.currentScript?.hasAttribute("data-sent")) {
    sessionStorage.removeItem(NAME);
    return;
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(NAME)) || {};
    } catch {
      return {};
    }
  };

  const draft = read();
  for (const name of KEPT) {
    const field = form.elements[name];
    if (field && !field.value && draft[name]) field.value = draft[name];
  }

  form.addEventListener("input", () => {
    const typed = Object.fromEntries(KEPT.map((name) => [name, form.elements[name]?.value || ""]));
    try {
      sessionStorage.setItem(NAME, JSON.stringify(typed));
    } catch {
      // Full or forbidden storage: the form itself still holds everything.
    }
  });

  // A photo that knows its place may set the point, if the person says so.
  const offer = form.querySelector("[data-photo-offer]");
  if (!offer) return;
  new MutationObserver(() => {
    offer.hidden = !form.querySelector("[data-photo-place]");
  }).observe(form.querySelector("[data-photo-list]"), { childList: true });
})();
