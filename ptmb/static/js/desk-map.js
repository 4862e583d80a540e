// The map of the desk: areas, and a pin for each row of the present list. Shape = category, colour = deadline.
(() => {
  "use strict";

  const box = document.getElementById("peta");
  if (!box || !window.L) return;
  const { areas, sprite, tiles, attribution } = box.dataset;
  const [south, west, north, east] = box.dataset.box.split(",").map(Number);

  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), zoomSnap: 0.25, keyboard: false });
  // Between "all of it" and "no empty edge": most of the box, most of the room.
  const crop = L.latLngBounds([south, west], [north, east]);
  const [whole, filled] = [map.getBoundsZoom(crop), map.getBoundsZoom(crop, true)];
  map.setView(crop.getCenter(), whole + Math.max(0, filled - whole) * 0.4);
  L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);

  fetch(areas).then((answer) => answer.json()).then((shapes) => {
    const layer = L.geoJSON(shapes, { interactive: false, className: tiles ? "pt-area is-over-tiles" : "pt-area" });
    layer.eachLayer((area) => area.bindTooltip(area.feature.properties.name, { permanent: true, direction: "center", className: "pt-area-name" }));
    layer.addTo(map);
    layer.bringToBack();
    names();
  });

  // Names only where there is room for them.
  const names = () => box.classList.toggle("has-names", map.getZoom() >= 13.5);
  map.on("zoomend", names);

  const pins = L.layerGroup().addTo(map);
  const TONES = ["bad", "fix", "ok", "turn", "new", "none"];
  let drawn = "";

  const icon = (row, large) => L.divIcon({
    className: `pt-pin tone-${TONES.find((tone) => row.classList.contains(`tone-${tone}`))}${large ? " is-large" : ""}`,
    html: `<svg aria-hidden="true"><use href="${sprite}#${row.dataset.picture}"></use></svg>`,
    iconSize: large ? [44, 44] : [30, 30],
    iconAnchor: large ? [22, 48] : [15, 34],
  });

  const draw = () => {
    const rows = [...document.querySelectorAll("#queue > .pt-q:not([hidden])")].filter((row) => row.dataset.point);
    const state = rows.map((row) => `${row.id}${row.className}${row.querySelector("[aria-current]") ? "!" : ""}`).join();
    if (state === drawn) return;
    drawn = state;
    pins.clearLayers();
    for (const row of rows) {
      const link = row.querySelector("a");
      const selected = link.hasAttribute("aria-current");
      const point = row.dataset.point.split(",").map(Number);
      const pin = L.marker(point, { icon: icon(row, selected), keyboard: false, zIndexOffset: selected ? 1000 : 0 });
      pin.on("click", () => window.desk.open(link.href));
      pins.addLayer(pin);
      if (selected && !map.getBounds().contains(point)) map.panTo(point);
    }
  };

  document.addEventListener("desk:changed", draw);
  document.addEventListener("click", (event) => event.target.closest("#aduan-baru") && setTimeout(draw));
  new ResizeObserver(() => map.invalidateSize()).observe(box);
  draw();
})();
