// [data-area-here]: the area one stands in. The position is rounded to about 100 m before it is sent.
(() => {
  "use strict";

  const button = document.querySelector("[data-area-here]");
  const words = document.querySelector("[data-area-words]");
  if (!button || !navigator.geolocation) {
    button?.remove();
    return;
  }

  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const asked = new URLSearchParams({ lat: coords.latitude.toFixed(3), lng: coords.longitude.toFixed(3) });
        location.assign(`${button.dataset.areaHere}?${asked}`);
      },
      () => {
        words.hidden = false;
        words.textContent = button.dataset.refused;
      },
      { timeout: 8000, maximumAge: 300000 },
    );
  });
})();
