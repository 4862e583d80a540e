// The place of a new incident: a tap sets the middle of a circle, or a shape is drawn. The fields hold what is sent.
(() => {
  "use strict";

  const box = document.querySelector("[data-shape-map]");
  const holder = document.querySelector("[data-shape-box]");
  const field = (id) => document.getElementById(id);
  const [lat, lng, radius, geometry] = ["latitude", "longitude", "radius", "geometry"].map(field);
  if (!box || !geometry || !window.L) return;

  const DECIMALS = 6; // of a degree: 11 cm
  const USUAL_RADIUS = 500;
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const look = () => ({ color: css("--bad"), weight: 3, fillColor: css("--bad"), fillOpacity: 0.2 });
  const [south, west, north, east] = box.dataset.box.split(",").map(Number);
  const { areas, tiles, attribution } = box.dataset;
  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), maxZoom: 19 });
  let circle = null;
  let shape = null;
  let drawing = false;

  const number = (input) => Number.parseFloat((input.value || "").replace(",", "."));

  const drawCircle = () => {
    circle?.remove();
    const [y, x, metres] = [lat, lng, radius].map(number);
    if (shape || Number.isNaN(y) || Number.isNaN(x)) return;
    circle = Number.isNaN(metres)
      ? L.circleMarker([y, x], { ...look(), radius: 7, pmIgnore: true })
      : L.circle([y, x], { ...look(), radius: metres, pmIgnore: true });
    circle.addTo(map);
  };

  const write = () => {
    geometry.value = shape ? JSON.stringify(shape.toGeoJSON(DECIMALS).geometry) : "";
    drawCircle();
  };

  const take = (layer) => {
    shape?.remove();
    shape = layer.addTo(map);
    shape.setStyle(look());
    shape.pm.enable({ allowSelfIntersection: false });
    shape.on("pm:edit pm:vertexremoved", write);
    write();
  };

  const read = () => {
    try {
      const layers = L.geoJSON(JSON.parse(geometry.value)).getLayers();
      if (layers.length === 1 && layers[0] instanceof L.Polygon) take(layers[0]);
    } catch {
      geometry.closest(".pt-shape-text").classList.add("is-wrong");
    }
  };

  const start = () => {
    map.fitBounds([[south, west], [north, east]]);
    L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
    if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
    fetch(areas).then((answer) => answer.json()).then((shapes) => {
      L.geoJSON(shapes, { interactive: false, pmIgnore: true, className: tiles ? "pt-area is-over-tiles" : "pt-area" }).addTo(map).bringToBack();
    });
    if (geometry.value) read();
    drawCircle();
    const target = shape || circle;
    if (target) map.setView(target.getBounds?.().getCenter() || target.getLatLng(), 14);
  };

  map.on("click", ({ latlng }) => {
    if (drawing || shape) return;
    lat.value = latlng.lat.toFixed(DECIMALS);
    lng.value = latlng.lng.toFixed(DECIMALS);
    if (!radius.value) radius.value = USUAL_RADIUS;
    drawCircle();
  });
  map.on("pm:create", ({ layer }) => { drawing = false; take(layer); });
  map.on("pm:drawend", () => { drawing = false; });

  document.querySelector("[data-shape-draw]").addEventListener("click", () => {
    drawing = true;
    map.pm.enableDraw("Polygon", { snappable: false, pathOptions: look(), templineStyle: look(), hintlineStyle: { ...look(), dashArray: "5" } });
  });
  document.querySelector("[data-shape-clear]").addEventListener("click", () => {
    map.pm.disableDraw();
    shape?.remove();
    shape = null;
    [lat, lng, radius].forEach((input) => { input.value = ""; });
    write();
  });
  for (const input of [lat, lng, radius]) input.addEventListener("input", drawCircle);

  // A map in a closed box has no size: it begins when the box is opened.
  let begun = false;
  const begin = () => {
    if (begun || !holder.open) return;
    begun = true;
    start();
  };
  holder.addEventListener("toggle", begin);
  begin();
})();
