// [data-area-editor]: one boundary on a map; the text field beneath holds what is sent. It may be empty.
(() => {
  "use strict";

  const MARKERS = 80; // a boundary of 2,000 points would stop the browser; the nearest are enough
  const DECIMALS = 6; // of a degree: 11 cm
  const box = document.querySelector("[data-area-editor]");
  const text = document.getElementById("geometry");
  const said = document.querySelector("[data-area-said]");
  const reset = document.querySelector("[data-area-reset]");
  if (!box || !text || !window.L) return;

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const map = L.map(box, { attributionControl: false, maxZoom: 19 });
  let own = null;

  const plain = (written) => {
    try { return JSON.stringify(JSON.parse(written)); } catch { return written.trim(); }
  };

  let stored = plain(text.value);

  const say = (name) => { said.textContent = name ? said.dataset[name] : ""; };

  const compare = () => {
    const same = plain(text.value) === stored;
    reset.disabled = same;
    say(same ? "" : "changed");
  };

  const write = () => {
    text.value = JSON.stringify(own.toGeoJSON(DECIMALS).geometry);
    text.dispatchEvent(new Event("change", { bubbles: true }));
    compare();
  };

  const edit = (layer) => {
    own?.remove();
    own = layer.addTo(map);
    own.setStyle({ color: css("--brand"), weight: 3, fillColor: css("--q2"), fillOpacity: 0.45 });
    own.pm.enable({ allowSelfIntersection: true, limitMarkersToCount: MARKERS, snapDistance: 12 });
    own.on("pm:edit pm:vertexremoved", write);
  };

  // A geometry, a feature or a collection of one, as the server takes it too.
  const shape = (written) => {
    const layers = L.geoJSON(JSON.parse(written)).getLayers();
    if (layers.length !== 1 || !(layers[0] instanceof L.Polygon)) throw new TypeError("not one polygon");
    return layers[0];
  };

  const read = () => {
    if (!text.value.trim()) {
      own?.remove();
      own = null;
      compare();
      return;
    }
    try {
      edit(shape(text.value));
      compare();
    } catch {
      reset.disabled = false;
      say("unreadable");
    }
  };

  text.addEventListener("input", read);

  reset.addEventListener("click", () => {
    map.pm.disableDraw();
    text.value = stored;
    read();
  });

  document.querySelector("[data-area-draw]").addEventListener("click", () => {
    own?.remove();
    map.pm.enableDraw("Polygon", { snappable: true, allowSelfIntersection: false, tooltips: false });
    reset.disabled = false;
    say("drawing");
  });
  document.querySelector("[data-area-clear]")?.addEventListener("click", () => {
    map.pm.disableDraw();
    text.value = "";
    read();
  });
  map.on("pm:create", (event) => {
    edit(event.layer);
    write();
  });

  const around = (areas) => {
    L.geoJSON(areas, {
      filter: (area) => !box.dataset.code || area.properties.code !== box.dataset.code,
      style: () => ({ color: css("--line"), weight: 1.5, fillColor: css("--land"), fillOpacity: 0.6 }),
      onEachFeature: (area, layer) => {
        const name = document.createElement("span");
        name.textContent = area.properties.name; // never as HTML: an administrator typed it
        layer.bindTooltip(name, { sticky: true });
      },
    }).addTo(map).bringToBack();
  };

  // Corners are moved by pointer alone; the text field is the keyboard's way, so they are no buttons.
  map.on("layeradd", ({ layer }) => {
    const corner = layer instanceof L.Marker && layer.getElement();
    if (!corner) return;
    corner.removeAttribute("role");
    corner.removeAttribute("tabindex");
  });

  map.setView([0, 0], 2);
  read();
  if (own) map.fitBounds(own.getBounds(), { animate: false, padding: [24, 24] });
  fetch(box.dataset.boundaries)
    .then((answer) => answer.json())
    .then((areas) => {
      // After a refused form the field holds what was typed; the way back is what is stored.
      const mine = areas.features.find((area) => area.properties.code === box.dataset.code);
      if (mine) stored = JSON.stringify(mine.geometry);
      compare();
      around(areas);
      if (!own) map.fitBounds(L.geoJSON(areas).getBounds(), { animate: false });
    });
})();
