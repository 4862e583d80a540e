// [data-map]: the map of step 2. One moves the map under a fixed pin; our own areas are its ground.
(() => {
  "use strict";

  const WAIT = 600;
  const form = document.getElementById("tempat");
  const box = document.querySelector("[data-map]");
  const around = () => document.getElementById("sekitar");
  if (!form || !box || !window.L) return;

  const field = (name) => form.elements[name];
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [south, west, north, east] = box.dataset.crop.split(",").map(Number);

  const map = L.map(box, {
    zoomControl: false, attributionControl: Boolean(box.dataset.tiles), minZoom: 10, maxZoom: 18,
    keyboardPanDelta: 10, zoomSnap: 0.5,
  });
  if (box.dataset.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(box.dataset.tiles, { maxZoom: 19, attribution: box.dataset.attribution })
      .on("tileerror", () => {
        const words = document.querySelector("[data-map-words]");
        words.textContent = words.dataset.noTiles;
      })
      .addTo(map);
  }

  // --- the areas: thinly filled over tiles, fully without ------------------------------------
  const shapes = new Map();
  let chosen = null;

  const paint = (id) => {
    const picked = String(id) === String(chosen);
    return {
      color: css(picked ? "--brand" : "--seam"), weight: picked ? 2.5 : 1.5, fillColor: css(picked ? "--soft" : "--land"),
      fillOpacity: box.dataset.tiles ? (picked ? 0.25 : 0.05) : 1,
    };
  };

  const mark = (id) => {
    chosen = id || null;
    for (const [key, shape] of shapes) {
      shape.setStyle(paint(key));
      shape.getTooltip()?.setOpacity(key === String(chosen) ? 0 : 1); // the pin stands on its name
    }
    if (chosen) shapes.get(String(chosen))?.bringToFront();
  };

  const label = () => box.classList.toggle("is-far", map.getZoom() < 13);

  const draw = (areas) => {
    L.geoJSON(areas, {
      interactive: false,
      style: (area) => paint(area.id),
      onEachFeature: (area, shape) => {
        shapes.set(String(area.id), shape);
        const name = document.createElement("span");
        name.textContent = area.properties.name; // never as HTML: an administrator typed it
        shape.bindTooltip(name, { permanent: true, direction: "center", className: "pt-area-name" });
      },
    }).addTo(map);
    mark(around().dataset.area);
    label();
  };

  // --- which moves are the person's ----------------------------------------------------------
  let quiet = true;
  let timer = 0;

  const ask = () => window.htmx?.trigger(around(), "tempat");

  const choose = (source, accuracy = "") => {
    const centre = map.getCenter().wrap();
    field("lat").value = centre.lat.toFixed(6);
    field("lng").value = centre.lng.toFixed(6);
    field("sumber").value = source;
    field("akurasi").value = accuracy;
    field("wilayah").value = "";
    ask();
  };

  const show = (lat, lng, zoom) => {
    quiet = true;
    map.setView([lat, lng], zoom, { animate: false });
    quiet = false;
  };

  const showArea = (id) => {
    const shape = shapes.get(String(id));
    quiet = true;
    if (shape) map.fitBounds(shape.getBounds(), { animate: false, padding: [8, 8] });
    quiet = false;
    mark(id);
  };

  map.on("moveend", () => {
    label();
    if (quiet) return;
    clearTimeout(timer);
    timer = setTimeout(choose, WAIT, "map");
  });
  map.on("click", (event) => map.panTo(event.latlng));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (!button) return;
    // Zooming keeps the centre, so it chooses nothing.
    quiet = true;
    map.setZoom(map.getZoom() + Number(button.dataset.zoom), { animate: false });
    quiet = false;
  });

  // --- the select, the suggestions and the telephone's position move the map -----------------
  const pick = (id) => {
    for (const name of ["lat", "lng", "sumber", "akurasi"]) field(name).value = "";
    field("wilayah").value = id;
    showArea(id);
    ask();
  };

  field("wilayah").addEventListener("change", (event) => pick(event.target.value));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#saran [data-area]");
    if (!link) return;
    event.preventDefault();
    pick(link.dataset.area);
    document.getElementById("saran").replaceChildren();
    field("cari").value = "";
    field("wilayah").focus();
  });
  document.addEventListener("tempat:gps", (event) => {
    const { lat, lng, accuracy } = event.detail;
    show(lat, lng, 15);
    choose("gps", accuracy);
  });

  document.addEventListener("htmx:after:swap", () => {
    const block = around();
    if (!field("lat").value && !field("wilayah").value) return;
    field("wilayah").value = block.dataset.area;
    mark(block.dataset.area);
    document.querySelector("[data-area-name]").textContent = block.dataset.name;
    // Back finds the place again: the address of this page carries it.
    const kept = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "cari" && name !== "dilihat"));
    history.replaceState(history.state, "", `${form.action}?${kept}`);
  });

  // --- begin ---------------------------------------------------------------------------------
  if (field("lat").value && field("lng").value) show(field("lat").value, field("lng").value, 15);
  else map.fitBounds([[south, west], [north, east]], { animate: false });
  fetch(box.dataset.outlines)
    .then((answer) => answer.json())
    .then((areas) => {
      draw(areas);
      if (!field("lat").value && field("wilayah").value) showArea(field("wilayah").value);
    })
    .finally(() => { quiet = false; });
  if (matchMedia("(pointer: coarse)").matches) map.scrollWheelZoom.disable();
})();
