// Forms: one sending at a time, "dirty" marks for live.js, focus on what went wrong.
(() => {
  "use strict";

  const guarded = (form) => form.method === "post" && !("noGuard" in form.dataset);

  const busy = (form, button) => {
    form.dataset.sending = "1";
    delete form.dataset.dirty;
    if (!button) return;
    button.style.minWidth = `${button.offsetWidth}px`;
    button.dataset.words = button.innerHTML;
    button.textContent = button.dataset.sending || document.body.dataset.sending;
    button.setAttribute("aria-disabled", "true");
  };

  const ready = (form) => {
    delete form.dataset.sending;
    for (const button of form.elements) {
      if (!button.matches("button[data-words]")) continue;
      button.innerHTML = button.dataset.words;
      button.removeAttribute("data-words");
      button.removeAttribute("aria-disabled");
      button.removeAttribute("style");
    }
  };

  const showErrors = (root) => {
    const summary = root.querySelector?.("[data-error-summary]");
    if (summary) summary.focus();
  };

  // Capture: the second tap must not reach htmx either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!guarded(form)) return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // After this turn, so that the browser still sends the pressed button's name and value.
    setTimeout(() => busy(form, event.submitter));
  }, true);

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && guarded(form)) form.dataset.dirty = "1";
  });
  // A script kept this form from being sent after all.
  document.addEventListener("forms:ready", (event) => setTimeout(ready, 0, event.target));
  document.addEventListener("reset", (event) => delete event.target.dataset.dirty);

  // Back button: the page returns from memory with its buttons still saying "sending".
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(ready));
  // A text field drawn larger has a style attribute: the swap would copy it, and the CSP refuse that.
  document.addEventListener("htmx:before:swap", (event) => {
    const styled = event.detail.ctx?.target?.querySelectorAll?.("textarea[style], button[style]") || [];
    for (const one of styled) one.removeAttribute("style");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.target.closest?.("form");
    if (form) ready(form);
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if ([409, 422].includes(event.detail.ctx.response?.status)) showErrors(document);
  });
  document.addEventListener("DOMContentLoaded", () => {
    // Every deferred script has run: what needs one may be tapped, and no tap is lost (theme.css).
    document.documentElement.classList.add("is-ready");
    showErrors(document);
  });
})();
