// A step at the place: the phone's own time goes with every form, and its position, asked once on
// the tap, with [data-position]. Without an answer in 8 seconds the form goes without it.
(() => {
  "use strict";

  const WAIT = 8000;

  document.addEventListener("submit", ({ target }) => {
    const time = target.elements.namedItem("client_at");
    if (time) time.value = new Date().toISOString();
  }, true);

  const looking = new WeakSet();

  const send = (form, button, coords) => {
    if (coords) {
      form.elements.namedItem("latitude").value = coords.latitude.toFixed(6);
      form.elements.namedItem("longitude").value = coords.longitude.toFixed(6);
      const accuracy = form.elements.namedItem("accuracy");
      if (accuracy) accuracy.value = Math.round(coords.accuracy);
    }
    looking.delete(form);
    form.dataset.asked = "1";
    button.removeAttribute("aria-busy");
    form.requestSubmit(button);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const form = button?.form;
    if (button?.type !== "submit" || !form || !("position" in form.dataset) || button.name) return;
    if (form.dataset.asked || !navigator.geolocation || !form.checkValidity()) return;
    event.preventDefault();
    if (looking.has(form)) return;
    looking.add(form);
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => send(form, button, coords),
      () => send(form, button, null),
      { enableHighAccuracy: true, timeout: WAIT, maximumAge: 60000 },
    );
  });

  // Something more urgent came while another job is on the screen: felt in the pocket, once.
  let felt = false;
  document.addEventListener("htmx:after:swap", () => {
    const news = document.querySelector("#jobs > .off-reordered") !== null;
    if (news && !felt) navigator.vibrate?.(200);
    felt = news;
  });

  // The page returns from memory: the next tap asks again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-asked]")) delete form.dataset.asked;
  });
})();
