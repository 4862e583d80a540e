// [data-photos="/url"]: photos are made smaller here and sent at once; what fails stays in the
// field and travels with the form, so nothing is lost when this script cannot help. In an officer's
// step (form[data-step]) they stay on the phone instead: see job-draft.js.
(() => {
  "use strict";

  const LONGEST = 1600;
  const QUALITY = 0.8;

  // A canvas drops the photo's own data, so the part with place and time is sent beside it.
  const exifOf = async (file) => {
    const view = new DataView(await file.slice(0, 131072).arrayBuffer());
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
    let at = 2;
    while (at + 4 < view.byteLength && view.getUint8(at) === 0xff) {
      const size = view.getUint16(at + 2);
      if (view.getUint8(at + 1) === 0xe1) return file.slice(at + 4, at + 2 + size);
      at += 2 + size;
    }
    return null;
  };

  const smaller = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && blob.size < file.size ? blob : file;
  };
  self.smallerPhoto = smaller;

  const parcel = async (file, form) => {
    const body = new FormData();
    let picture = file;
    try {
      picture = await smaller(file);
      const exif = picture === file ? null : await exifOf(file);
      if (exif) body.append("exif", exif, "exif");
    } catch {
      // A format this browser cannot draw (HEIC): the server reads the original.
    }
    body.append("photo", picture, picture === file ? file.name : "foto.jpg");
    const token = form.querySelector("[name=csrf_token]");
    if (token) body.append("csrf_token", token.value);
    return body;
  };

  const send = async (file, box, form) => {
    const answer = await fetch(box.dataset.photos, {
      method: "POST", body: await parcel(file, form), headers: { Accept: "text/html", "HX-Request": "true" },
    });
    const text = await answer.text();
    if (answer.ok) {
      box.querySelector("[data-photo-list]").insertAdjacentHTML("beforeend", text);
      return "";
    }
    return answer.status < 500 && text.length < 300 ? text : box.dataset.later;
  };

  const keep = (input, files) => {
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    input.files = list.files;
  };

  const work = async (input, box) => {
    const say = box.querySelector("[data-photo-progress]");
    const files = [...input.files];
    const room = box.dataset.limit - box.querySelectorAll("[data-photo-list] > li").length;
    const left = [];
    let words = files.length > room ? box.dataset.full : "";
    for (const [index, file] of files.slice(0, Math.max(room, 0)).entries()) {
      say.textContent = `${box.dataset.busy} ${index + 1}/${files.length}`;
      const trouble = await send(file, box, input.form).catch(() => box.dataset.later);
      if (trouble) {
        words = trouble;
        if (trouble === box.dataset.later) left.push(file);
      }
    }
    keep(input, left);
    say.textContent = words || box.dataset.done;
  };

  const begin = (input) => {
    const box = input.closest("[data-photos]");
    if (box && input.type === "file" && input.files.length && !input.form.dataset.step) work(input, box);
  };

  document.addEventListener("change", (event) => begin(event.target));
  // Chosen before this script had come: the page was slow, the person was not.
  document.querySelectorAll("[data-photos] input[type=file]").forEach(begin);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-photo]");
    if (!button) return;
    event.preventDefault();
    const box = button.closest("[data-photos]");
    button.closest("li").remove();
    box?.querySelector("input[type=file]").focus();
  });
})();
