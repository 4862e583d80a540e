// [data-gps]: asks the telephone where it is, only when tapped, and says what came of it.
(() => {
  "use strict";

  const IMPRECISE = 100;
  const button = document.querySelector("[data-gps]");
  const words = document.querySelector("[data-gps-words]");
  if (!button || !navigator.geolocation) {
    button?.remove();
    return;
  }

  const say = (text) => {
    words.hidden = !text;
    words.textContent = text;
  };

  const found = ({ coords }) => {
    const accuracy = Math.round(coords.accuracy);
    say(accuracy > IMPRECISE ? button.dataset.imprecise.replace("{m}", accuracy) : "");
    document.dispatchEvent(new CustomEvent("tempat:gps", {
      detail: { lat: coords.latitude, lng: coords.longitude, accuracy },
    }));
  };

  const failed = (error) => say(error.code === error.PERMISSION_DENIED ? button.dataset.refused : button.dataset.failed);

  button.addEventListener("click", () => {
    say(button.dataset.looking);
    navigator.geolocation.getCurrentPosition(found, failed, {
      enableHighAccuracy: true, timeout: 8000, maximumAge: 60000,
    });
  });
})();
