// form[data-undo]: an offer to undo leaves when its seconds are over, but never from under a finger.
(() => {
  "use strict";

  const SECOND = 1000;
  const watched = new WeakSet();

  const leave = (form) => {
    if (!form.isConnected || form.dataset.sending) return;
    if (form.matches(":hover, :focus-within")) setTimeout(leave, SECOND, form);
    else form.remove();
  };

  const watch = () => {
    for (const form of document.querySelectorAll("form[data-undo]")) {
      if (watched.has(form)) continue;
      watched.add(form);
      setTimeout(leave, Number(form.dataset.undo) * SECOND, form);
    }
  };

  document.addEventListener("htmx:after:swap", watch);
  watch();
})();
