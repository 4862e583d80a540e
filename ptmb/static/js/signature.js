// A recipient signs with a finger: strokes become the data of an SVG path in a hidden field.
// Points are whole numbers of the canvas's own 600 x 240; too close ones are left out.
(() => {
  "use strict";

  const LONGEST = 4000;
  const APART = 4;

  const box = document.querySelector("[data-signature]");
  if (!box) return;
  const canvas = box.querySelector("canvas");
  const field = box.querySelector("input[name=signature]");
  const pen = canvas.getContext("2d");
  let path = "";
  let last = null;

  const clear = () => {
    path = field.value = "";
    pen.clearRect(0, 0, canvas.width, canvas.height);
  };

  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    const limit = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [
      limit(((event.clientX - frame.left) * canvas.width) / frame.width, canvas.width),
      limit(((event.clientY - frame.top) * canvas.height) / frame.height, canvas.height),
    ];
  };

  const add = (letter, [x, y]) => {
    const piece = `${letter}${x} ${y}`;
    if (path.length + piece.length > LONGEST) return;
    path += piece;
    field.value = path;
    last = [x, y];
  };

  const draw = (from, to) => {
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    add("M", place(event));
    event.preventDefault();
  });

  canvas.addEventListener("pointermove", (event) => {
    if (!last || !canvas.hasPointerCapture(event.pointerId)) return;
    const here = place(event);
    if (Math.hypot(here[0] - last[0], here[1] - last[1]) < APART) return;
    draw(last, here);
    add("L", here);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { last = null; });
  }
  box.querySelector("[data-signature-clear]").addEventListener("click", clear);
  box.hidden = false;
})();
