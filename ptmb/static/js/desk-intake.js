// Quick intake: a pasted message fills the form, letters choose the trouble, Ctrl+Enter saves.
(() => {
  "use strict";

  const place = document.getElementById("intake");
  const hints = document.getElementById("petunjuk");
  const form = () => place.querySelector("[data-intake]");
  const values = (more) => ({ ...Object.fromEntries(new FormData(form())), ...more });

  const read = async () => {
    await htmx.ajax("POST", form().action, { target: place, swap: "innerHTML", values: values({ langkah: "tempel" }) });
    (form().querySelector(".is-auto") ? form().querySelector("[data-save]") : form().querySelector("[name=phone]")).focus();
    look();
  };

  let asked = "";
  const look = () => {
    const { phone, category = "", area } = values({});
    const question = [phone, category, area].join("|");
    if (question === asked || (!phone && !(category && area))) return;
    asked = question;
    htmx.ajax("POST", form().dataset.hints, { target: hints, swap: "innerHTML", values: values({}) });
  };

  place.addEventListener("paste", (event) => event.target.name === "pasted" && setTimeout(read));
  place.addEventListener("click", (event) => {
    if (!event.target.closest("[data-read]")) return;
    event.preventDefault();
    read();
  });
  place.addEventListener("change", (event) => event.target.name !== "pasted" && look());

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form().requestSubmit(form().querySelector("[data-save]"));
      return;
    }
    const inField = event.target.closest("input:not([type=radio]), textarea, select");
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = form().querySelector(`[data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!kind) return;
    event.preventDefault();
    kind.click();
    kind.focus();
  });

  form().querySelector("textarea").focus();
})();
