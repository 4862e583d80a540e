// A step's form on the officer's phone: its photos stay here, made smaller, and what is typed and
// chosen survives a reload, a walk to another page and a closed browser. What the server shows wins.
(() => {
  "use strict";

  const form = document.querySelector("form#langkah[data-step][data-reference]");
  const box = form?.querySelector("[data-photos]");
  const input = box?.querySelector("input[type=file]");
  if (!form) return;

  const FRESH = 300000; // ms: a picture so young was taken just now, through this page
  const { Outbox } = self;
  const keeps = Boolean(Outbox?.possible);
  const NAME = `${form.dataset.reference}/${form.getAttribute("action").split("/").pop()}`;
  const SKIPPED = ["hidden", "file", "submit", "button"];
  const fields = () => [...form.elements].filter((one) => one.name && one.type && !SKIPPED.includes(one.type));
  const list = box?.querySelector("[data-photo-list]");
  const say = box?.querySelector("[data-photo-progress]");
  let shots = []; // { blob, chosen_at, through_page }
  let working = Promise.resolve();
  let over = false;

  // --- photos ----------------------------------------------------------------------------------
  // In the field as well, so that the plain form carries them too.
  const put = () => {
    const files = new DataTransfer();
    for (const { blob } of shots) {
      files.items.add(blob instanceof File ? blob : new File([blob], "foto.jpg", { type: blob.type }));
    }
    input.files = files.files;
  };

  const show = (shot) => {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const picture = row.querySelector("img");
    picture.src = URL.createObjectURL(shot.blob);
    row.querySelector("[data-remove-photo]").addEventListener("click", () => {
      shots = shots.filter((one) => one !== shot);
      URL.revokeObjectURL(picture.src);
      put();
      later();
    });
    list.append(row);
  };

  const receive = async (files) => {
    const room = Math.max(0, box.dataset.limit - list.children.length);
    const taken = files.slice(0, room);
    for (const [index, file] of taken.entries()) {
      say.textContent = `${box.dataset.busy} ${index + 1}/${taken.length}`;
      const young = Math.abs(Date.now() - file.lastModified) < FRESH;
      // A format that this browser cannot draw (HEIC) goes as it is.
      const blob = await self.smallerPhoto(file).catch(() => file);
      const shot = { blob, chosen_at: new Date().toISOString(), through_page: young && input.hasAttribute("capture") };
      shots.push(shot);
      show(shot);
    }
    put();
    say.textContent = files.length > room ? box.dataset.full : box.dataset.kept;
    await save();
  };

  // Chosen before this script had come: the page was slow, the person was not.
  const early = input ? [...input.files] : [];
  const begin = () => {
    const files = [...input.files];
    if (!files.length) return;
    working = working.then(() => receive(files));
  };

  // --- the draft -------------------------------------------------------------------------------
  const isChoice = (one) => one.type === "radio" || one.type === "checkbox";
  const values = () => fields().filter((one) => !isChoice(one) || one.checked).map(({ name, value }) => [name, value]);

  const save = async () => {
    if (!keeps || over) return;
    // Full storage: the page itself still holds everything, and the step says so when it is taken.
    await Outbox.draft.put({ name: NAME, values: values(), photos: shots, repairs: form.dataset.repairs || "" })
      .catch((error) => console.info(error.message));
  };

  let timer = null;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 300);
  };

  const putBack = (draft) => {
    const given = new Map();
    for (const [name, value] of draft.values) given.set(name, [...(given.get(name) || []), value]);
    for (const one of fields()) {
      const kept = given.get(one.name);
      if (!kept) continue;
      if (isChoice(one)) {
        const free = one.type === "checkbox" || !form.querySelector(`[name="${CSS.escape(one.name)}"]:checked`);
        one.checked ||= free && kept.includes(one.value);
        continue;
      }
      const value = kept.shift(); // rows of one name come back in their order
      if (!value || value === one.value) continue;
      one.value = value;
      one.closest("details")?.setAttribute("open", "");
    }
    if (draft.repairs) form.dataset.repairs = draft.repairs;
    if (!box || list.children.length || !draft.photos.length) return;
    shots = draft.photos;
    shots.forEach(show);
    put();
  };

  const restore = async () => {
    const draft = keeps && (await Outbox.draft.get(NAME).catch(() => null)); // no store: a page as without this script
    if (draft && !form.querySelector("[aria-invalid=true]")) putBack(draft);
    if (early.length) working = working.then(() => receive(early));
  };

  input?.addEventListener("change", () => {
    if (!over) begin();
  });
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.addEventListener("pagehide", save);
  const ready = restore();

  self.KeptPhotos = {
    of: async () => {
      await ready;
      await working;
      clearTimeout(timer);
      over = true; // the item holds it from now on
      return shots;
    },
    save: async () => {
      over = false;
      await save();
      over = true;
    },
  };

  // --- "Tandai selesai?" -------------------------------------------------------------------------
  const dialog = document.getElementById("tandai");
  if (!dialog || !keeps) return;
  const labelOf = (one) => (isChoice(one) && one.closest("fieldset")?.querySelector("legend")) || one.labels[0];
  const nameOf = (one) => (labelOf(one)?.firstChild.textContent || one.getAttribute("aria-label") || "").trim();
  const chosenText = (one) => {
    if (isChoice(one)) return one.checked ? one.labels[0].textContent.trim() : "";
    return one.tagName === "SELECT" ? one.value && one.selectedOptions[0].textContent.trim() : one.value.trim();
  };

  const missing = () => {
    const found = new Map();
    for (const one of fields()) {
      if (!one.checkValidity()) found.set(one.name, [nameOf(one), isChoice(one) ? one.closest("fieldset").id : one.id]);
    }
    const lines = [...found.values()];
    if (box && "required" in box.dataset && !list.children.length) lines.unshift([box.dataset.required, input.id]);
    return lines;
  };

  const ask = () => {
    const lines = missing();
    const told = document.getElementById("belum-lengkap");
    told.hidden = !lines.length;
    told.querySelector("ul").replaceChildren(...lines.map(([text, id]) => {
      const row = document.createElement("li");
      row.append(Object.assign(document.createElement("a"), { href: `#${id}`, textContent: text }));
      return row;
    }));
    if (lines.length) return told.focus();
    const pairs = new Map();
    for (const one of fields()) {
      const text = chosenText(one);
      if (text) pairs.set(nameOf(one), [...(pairs.get(nameOf(one)) || []), text]);
    }
    dialog.querySelector("dl").replaceChildren(...[...pairs].map(([label, texts]) => {
      const row = document.createElement("div");
      row.append(Object.assign(document.createElement("dt"), { textContent: label }));
      row.append(Object.assign(document.createElement("dd"), { textContent: texts.join(", "), className: "pt-text" }));
      return row;
    }));
    dialog.querySelector(".pt-photos").replaceChildren(...[...list.querySelectorAll("img")].map((one) => one.cloneNode()));
    return dialog.showModal();
  };

  // Before any submit event: the question holds nothing back.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[type=submit]");
    if (button?.form !== form || button.name) return;
    event.preventDefault();
    await ready;
    await working;
    ask();
  });
})();
