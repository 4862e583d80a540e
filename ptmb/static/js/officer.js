// The phone's own time goes with every form of an officer, and something more urgent is felt.
// The position of a step is asked for by outbox-page.js.
(() => {
  "use strict";

  document.addEventListener("submit", ({ target }) => {
    const time = target.elements.namedItem("client_at");
    if (time) time.value = new Date().toISOString();
  }, true);

  // Something more urgent came while another job is on the screen: felt in the pocket, once.
  let felt = false;
  document.addEventListener("htmx:after:swap", () => {
    const news = document.querySelector("#jobs > .off-reordered") !== null;
    if (news && !felt) navigator.vibrate?.(200);
    felt = news;
  });
})();
