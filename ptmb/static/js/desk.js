// The workbench: a complaint opens beside the list, steps are taken in the panel, rows are chosen.
(() => {
  "use strict";

  const panel = document.getElementById("panel");
  const wide = matchMedia("(min-width: 48em)");
  const queue = () => document.getElementById("queue");
  const rows = () => [...document.querySelectorAll("#queue > .pt-q:not([hidden])")];
  const shown = () => panel.querySelector("[data-complaint]");

  // --- the panel ---------------------------------------------------------------------------------
  const mark = () => {
    const id = shown()?.dataset.row;
    for (const row of rows()) {
      const link = row.querySelector(".pt-q-link");
      if (row.id === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.body.classList.toggle("has-detail", Boolean(panel.querySelector(".pt-panel")));
    document.dispatchEvent(new CustomEvent("desk:changed"));
  };

  const empty = panel.querySelector(".pt-panel-empty")?.outerHTML || "";

  const fetchInto = async (url) => {
    await htmx.ajax("GET", url, { target: panel, swap: "innerHTML" });
    mark();
  };

  const open = async (url, push = true) => {
    if (!wide.matches) {
      location.assign(url);
      return;
    }
    if (push) history.pushState({ desk: true }, "", url);
    await fetchInto(url);
    panel.querySelector("[data-step] textarea, [data-step] select, [data-step] input:not([type=hidden])")?.focus();
  };

  const close = () => {
    const row = document.getElementById(shown()?.dataset.row);
    const href = panel.querySelector("[data-close-panel]")?.href;
    if (!wide.matches) {
      if (href) location.assign(href);
      return;
    }
    panel.innerHTML = empty;
    if (href) history.pushState({ desk: true }, "", href);
    mark();
    row?.querySelector("a").focus();
  };

  const plain = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  document.addEventListener("click", (event) => {
    if (!plain(event)) return;
    const insert = event.target.closest("[data-insert]");
    if (insert) {
      event.preventDefault();
      say(insert.dataset.insert);
      return;
    }
    if (event.target.closest("[data-close-panel]")) {
      event.preventDefault();
      close();
      return;
    }
    const link = event.target.closest(".pt-q-link, [data-open], [data-panel]");
    if (!link || (!wide.matches && !link.matches("[data-panel]"))) return;
    event.preventDefault();
    // A form that is only looked at is no place to come back to.
    open(link.href, !link.matches("[data-panel]"));
  });

  window.addEventListener("popstate", () => {
    if (/\/PTM-/i.test(location.pathname)) fetchInto(location.href);
    else if (location.pathname.endsWith("/meja") && panel.querySelector(".pt-panel")) {
      panel.innerHTML = empty;
      mark();
    } else location.reload();
  });

  // A ready sentence goes where the cursor is.
  const say = (text) => {
    const box = panel.querySelector("textarea[name=words]");
    if (!box) return;
    const gap = box.value && !/\s$/.test(box.value) ? " " : "";
    box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  // --- steps: sent in the panel, so that the list and its scroll stay -------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-panel-form]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const values = new FormData(form, event.submitter);
    htmx.ajax("POST", form.action, { source: form, target: panel, swap: "innerHTML", values: Object.fromEntries(
      [...new Set(values.keys())].map((name) => [name, values.getAll(name).length > 1 ? values.getAll(name) : values.get(name)]),
    ) }).then(() => {
      delete form.dataset.sending;
      mark();
      queue()?.dispatchEvent(new CustomEvent("every"));
      (panel.querySelector("[data-error-summary]") || panel.querySelector("h2"))?.focus();
    });
  });

  // An error page is a page of its own; here one sentence is enough, and the panel stays.
  const complain = (words) => {
    panel.querySelector("[data-trouble]")?.remove();
    const bar = document.createElement("p");
    bar.className = "pt-flash tone-bad m-3";
    bar.dataset.trouble = "";
    bar.setAttribute("role", "alert");
    bar.textContent = words;
    panel.prepend(bar);
  };

  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = event.detail;
    const status = ctx.response.status;
    if (ctx.target !== panel || status < 400 || status === 409 || status === 422 || ctx.response.headers.has("HX-Redirect")) return;
    event.preventDefault();
    complain(panel.dataset[status === 404 ? "missing" : "failed"]);
  });
  document.addEventListener("htmx:error", (event) => event.detail.ctx?.target === panel && complain(panel.dataset.failed));

  // --- choosing several rows --------------------------------------------------------------------------
  const together = document.getElementById("bersama");
  const chosen = () => document.querySelectorAll("#queue .pt-q-pick:checked");
  const count = () => {
    together.classList.toggle("is-up", chosen().length > 0);
    together.querySelector("[data-chosen]").textContent = chosen().length;
  };
  document.addEventListener("change", (event) => event.target.matches(".pt-q-pick") && count());
  together.querySelector("[data-choose-none]").addEventListener("click", () => {
    for (const box of chosen()) box.checked = false;
    count();
  });

  // While rows are chosen the list holds still.
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    if (ctx?.sourceEvent?.type === "every" && ctx.target === queue() && chosen().length) event.preventDefault();
  });

  // --- what the list tells the rest ---------------------------------------------------------------------
  document.addEventListener("htmx:after:swap", () => {
    mark();
    const waiting = queue()?.dataset.count;
    if (waiting !== undefined) {
      const code = document.querySelector(".has-detail [data-complaint]")?.dataset.complaint;
      const rest = document.title.replace(/^(PTM-\S+ · )?(\(\d+\) )?/, "");
      document.title = `${code ? `${code} · ` : ""}(${waiting}) ${rest}`;
    }
    const time = document.querySelector("[data-clock]");
    if (time && queue()?.dataset.time) time.textContent = queue().dataset.time;
  });

  window.desk = { rows, open, close, panel };
  mark();
})();
