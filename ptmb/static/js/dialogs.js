// [data-opens="id"] opens a <dialog>, [data-closes] or a tap beside it closes it.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target.closest("[data-closes]") || event.target.matches("dialog.pt-sheet")) {
      event.target.closest("dialog")?.close();
    }
  });
})();
