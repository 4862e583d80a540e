// [data-shows="id"]: lets the person see the password they type, and hides it again on sending.
(() => {
  "use strict";

  const show = (button, visible) => {
    const field = document.getElementById(button.dataset.shows);
    field.type = visible ? "text" : "password";
    button.setAttribute("aria-pressed", String(visible));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shows]");
    if (button) show(button, button.getAttribute("aria-pressed") !== "true");
  });

  // Sent as text, the browser would offer it again to whoever types here next.
  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("[data-shows]")) show(button, false);
  }, true);
})();
