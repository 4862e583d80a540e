// The map of the desk: areas, and a pin for each row of the present list. Shape = category, colour = deadline.
(() => {
  "use strict";

  const box = document.getElementById("peta");
  if (!box || !window.L) return;
  const { areas, sprite, tiles, attribution } = box.dataset;
  const [south, west, north, east] = box.dataset.box.split(",").map(Number);

  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), zoomSnap: 0.25, maxZoom: 18, keyboard: false });
  // The whole width of the city's part, its coast at the lower edge: the sea needs no room.
  const crop = L.latLngBounds([south, west], [north, east]);
  const fit = () => {
    map.setView(crop.getCenter(), map.getBoundsZoom(crop), { animate: false });
    const sea = map.getSize().y - map.latLngToContainerPoint(crop.getSouthWest()).y;
    if (sea > 0) map.panBy([0, -sea], { animate: false });
  };
  fit();
  L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);

  fetch(areas).then((answer) => answer.json()).then((shapes) => {
    const layer = L.geoJSON(shapes, { interactive: false, className: tiles ? "pt-area is-over-tiles" : "pt-area" });
    layer.eachLayer((area) => {
      const name = document.createElement("span");
      name.textContent = area.feature.properties.name; // never as HTML: an administrator typed it
      area.bindTooltip(name, { permanent: true, direction: "center", className: "pt-area-name" });
    });
    layer.addTo(map);
    layer.bringToBack();
    names();
  });

  // Names only where there is room for them.
  const names = () => box.classList.toggle("has-names", map.getZoom() >= 13.5);
  map.on("zoomend", names);
  map.on("zoomend", () => draw());

  const pins = L.layerGroup().addTo(map);
  const TONES = ["bad", "fix", "ok", "turn", "new", "none"];
  let drawn = "";

  const icon = (row, large) => L.divIcon({
    className: `pt-pin tone-${TONES.find((tone) => row.classList.contains(`tone-${tone}`))}${large ? " is-large" : ""}`,
    html: `<svg aria-hidden="true"><use href="${sprite}#${row.dataset.picture}"></use></svg>`,
    iconSize: large ? [44, 44] : [30, 30],
    iconAnchor: large ? [22, 48] : [15, 34],
  });

  // Pins that would lie on one another become a number with the worst colour of them.
  const NEAR = 26;
  const grouped = (rows) => {
    const groups = [];
    for (const row of rows) {
      const point = L.latLng(row.dataset.point.split(",").map(Number));
      const at = map.project(point);
      const selected = row.querySelector("a").hasAttribute("aria-current");
      const near = selected ? null : groups.find((group) => !group.selected && group.at.distanceTo(at) < NEAR);
      if (near) near.rows.push(row);
      else groups.push({ point, at, selected, rows: [row] });
    }
    return groups;
  };

  const bubble = (rows) => L.divIcon({
    className: `pt-bubble tone-${TONES.find((tone) => rows.some((row) => row.classList.contains(`tone-${tone}`)))}`,
    html: `<b>${rows.length}</b>`,
    iconSize: [34, 34],
  });

  const pinFor = ({ point, selected, rows }) => {
    const link = rows[0].querySelector("a");
    const alone = rows.length === 1;
    const pin = L.marker(point, { icon: alone ? icon(rows[0], selected) : bubble(rows), keyboard: false, zIndexOffset: selected ? 1000 : 0 });
    pin.on("click", () => (alone || map.getZoom() >= map.getMaxZoom() ? window.desk.open(link.href) : map.setView(point, map.getZoom() + 1.5)));
    if (selected && !map.getBounds().contains(point)) map.panTo(point);
    return pin;
  };

  const draw = () => {
    const rows = [...document.querySelectorAll("#queue > .pt-q:not([hidden])")].filter((row) => row.dataset.point);
    const state = rows.map((row) => `${row.id}${row.className}${row.querySelector("[aria-current]") ? "!" : ""}`).join() + map.getZoom();
    if (state === drawn) return;
    drawn = state;
    pins.clearLayers();
    for (const group of grouped(rows)) pins.addLayer(pinFor(group));
  };

  document.addEventListener("desk:changed", draw);
  document.addEventListener("click", (event) => event.target.closest("#aduan-baru") && setTimeout(draw));
  // The room changes while the page builds itself; once somebody has moved the map, it stays.
  let touched = false;
  for (const kind of ["pointerdown", "wheel"]) box.addEventListener(kind, () => { touched = true; }, { passive: true });
  new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    if (!touched) fit();
  }).observe(box);
  draw();
})();
