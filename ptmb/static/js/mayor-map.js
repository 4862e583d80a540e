// #peta-titik: complaints as dots, shape and colour by their state. The list beside it says the same.
(() => {
  "use strict";

  const box = document.getElementById("peta-titik");
  if (!box || !window.L) return;
  const { source, outlines, sprite, tiles, attribution } = box.dataset;
  const words = document.querySelector(".pt-points-words");
  const [south, west, north, east] = box.dataset.box.split(",").map(Number);

  const map = L.map(box, { zoomControl: false, attributionControl: Boolean(tiles), zoomSnap: 0.25, minZoom: 9, maxZoom: 18 });
  // The whole width of the city's part, its coast at the lower edge: the sea needs no room.
  const crop = L.latLngBounds([south, west], [north, east]);
  map.setView(crop.getCenter(), map.getBoundsZoom(crop), { animate: false });
  const sea = map.getSize().y - map.latLngToContainerPoint(crop.getSouthWest()).y;
  if (sea > 0) map.panBy([0, -sea], { animate: false });
  L.control.zoom({ position: "topright", zoomInTitle: box.dataset.in, zoomOutTitle: box.dataset.out }).addTo(map);
  if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
  if (matchMedia("(pointer: coarse)").matches) map.scrollWheelZoom.disable();

  const label = () => box.classList.toggle("has-names", map.getZoom() >= 13.5);
  map.on("zoomend", label);
  label();

  fetch(outlines).then((answer) => answer.json()).then((shapes) => {
    const layer = L.geoJSON(shapes, { interactive: false, className: tiles ? "pt-ground is-over-tiles" : "pt-ground" });
    layer.eachLayer((area) => {
      const name = document.createElement("span");
      name.textContent = area.feature.properties.name; // never as HTML: an administrator typed it
      area.bindTooltip(name, { permanent: true, direction: "center", className: "pt-ground-name" });
    });
    layer.addTo(map).bringToBack();
  });

  // --- dots that would lie on one another become one with their number -------------------------
  const NEAR = 32;
  const grouped = (dots) => {
    const groups = [];
    for (const dot of dots) {
      const at = map.project(dot.at);
      const near = groups.find((group) => group.at.distanceTo(at) < NEAR);
      if (near) near.dots.push(dot);
      else groups.push({ at, dots: [dot] });
    }
    return groups;
  };

  const picture = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return svg;
  };

  const line = (tag, text, className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    return element;
  };

  const card = (dot) => {
    const found = line("div", "", "pt-dot-card");
    const state = line("span", "", `pt-mark tone-${dot.tone}`);
    state.append(picture(dot.icon), dot.state);
    const link = line("a", box.dataset.open);
    link.href = dot.href;
    found.append(line("b", dot.category), line("span", `${dot.reference} · ${dot.moment}`, "pt-meta"), state, link);
    return found;
  };

  const single = (dot) => {
    const dotted = line("span", "", `pt-point tone-${dot.tone}`);
    dotted.append(picture(dot.icon));
    const marker = L.marker(dot.at, { icon: L.divIcon({ className: "pt-point-box", html: dotted, iconSize: [24, 24] }), keyboard: false });
    return marker.bindPopup(() => card(dot), { minWidth: 180, maxWidth: 260 });
  };

  const many = (dots) => {
    const at = L.latLngBounds(dots.map((dot) => dot.at)).getCenter();
    const bubble = line("span", String(dots.length), "pt-points-many");
    bubble.title = box.dataset.many.replace("{n}", dots.length);
    const marker = L.marker(at, { icon: L.divIcon({ className: "pt-point-box", html: bubble, iconSize: [32, 32] }), keyboard: false });
    if (map.getZoom() < map.getMaxZoom()) return marker.on("click", () => map.setView(at, Math.min(map.getZoom() + 2, map.getMaxZoom())));
    // At the closest zoom they share one place: all of them in one card.
    return marker.bindPopup(() => {
      const all = line("div", "", "pt-dot-cards");
      all.append(...dots.map(card));
      return all;
    }, { minWidth: 180, maxWidth: 260, maxHeight: 220 });
  };

  const layer = L.layerGroup().addTo(map);
  let dots = [];
  const draw = () => {
    layer.clearLayers();
    for (const group of grouped(dots)) layer.addLayer(group.dots.length === 1 ? single(group.dots[0]) : many(group.dots));
  };
  map.on("zoomend", draw);
  map.on("popupopen", ({ popup }) => popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", box.dataset.close));

  fetch(source)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((found) => { dots = found; draw(); })
    .catch(() => { words.textContent = words.dataset.failed; });
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
})();
