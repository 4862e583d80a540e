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

  const photos = form.querySelector("[data-photo-list]");
  const keep = () => {
    const typed = Object.fromEntries(KEPT.map((name) => [name, form.elements[name]?.value || ""]));
    try {
      sessionStorage.setItem(NAME, JSON.stringify({ ...typed, photos: photos?.innerHTML.trim() || "" }));
    } catch {
      // Full or forbidden storage: the form itself still holds everything.
    }
  };

  const draft = read();
  for (const name of KEPT) {
    const field = form.elements[name];
    if (field && !field.value && draft[name]) field.value = draft[name];
  }
  form.addEventListener("input", keep);

  if (!photos) return;
  // A photo that knows its place may set the point, if the person says so.
  const offer = form.querySelector("[data-photo-offer]");
  new MutationObserver(() => {
    keep();
    if (offer) offer.hidden = !form.querySelector("[data-photo-place]");
  }).observe(photos, { childList: true });
  // An answer to a sending has no query: it already shows the photos the server still has.
  if (location.search && draft.photos) photos.innerHTML = draft.photos;
})();
