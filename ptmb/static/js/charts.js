// Charts: uPlot draws the numbers of the figure's own table in the looks of its own legend,
// so that drawing, table and legend always say the same.
(() => {
  "use strict";

  const PAPER = { width: 2 * 680, height: 2 * 210 }; // twice as fine as a screen; CSS makes it fit
  const plots = new Map(); // by figure: { plot, said }
  let printing = false;

  const language = document.documentElement.lang === "en" ? "en-GB" : "id";
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const whole = new Intl.NumberFormat(language);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // --- what the page says ------------------------------------------------------------------------
  const read = (figure) => {
    const table = figure.querySelector("table");
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows].map((row) => {
      const [first] = row.cells;
      const time = first.querySelector("time");
      const at = time ? Date.parse(time.dateTime) : Number(first.querySelector("data").value);
      return { at, name: words(first), marks: row.dataset, cells: [...row.cells] };
    }).sort((one, other) => one.at - other.at);
    const column = (name, nth = 0) => {
      const place = heads.findIndex((head) => head.dataset.of === name);
      return rows.map(({ cells }) => {
        const found = cells[place]?.querySelectorAll("data")[nth];
        return found ? Number(found.value) : null;
      });
    };
    return { heads, rows, column };
  };

  const looks = (figure, scale) => (name) => {
    const swatch = figure.querySelector(`[data-look="${name}"]`);
    if (!swatch) return {};
    const { stroke, fill, strokeWidth, strokeDasharray } = getComputedStyle(swatch);
    const paint = (value) => (value === "none" ? undefined : value);
    const dash = strokeDasharray === "none" ? undefined : strokeDasharray.split(/[ ,]+/).map((part) => parseFloat(part) * scale);
    return { stroke: paint(stroke), fill: paint(fill), dash, width: parseFloat(strokeWidth) * scale };
  };

  // --- what is drawn: each kind gives its numbers, series, scales and axes -------------------------
  const hidden = { points: { show: false } };

  const triangles = (rows, received, { fill }, unit) => (plot) => {
    const size = 0.3 * unit * devicePixelRatio;
    plot.ctx.fillStyle = fill;
    rows.forEach(({ marks }, index) => {
      if (!marks.unusual) return;
      const x = plot.valToPos(index, "x", true);
      const foot = plot.valToPos(received[index], "y", true) - size * 0.6;
      const [base, tip] = marks.unusual === "high" ? [foot, foot - 2 * size] : [foot - 2 * size, foot];
      plot.ctx.beginPath();
      plot.ctx.moveTo(x, tip);
      plot.ctx.lineTo(x + size, base);
      plot.ctx.lineTo(x - size, base);
      plot.ctx.fill();
    });
  };

  const daySplits = (count, unit) => (plot) => {
    const most = Math.max(1, Math.floor(plot.width / (unit * 4)));
    const step = [1, 2, 7, 14, 28, 56, 91].find((days) => count / days <= most) ?? 182;
    return Array.from({ length: Math.ceil(count / step) }, (_, number) => count - 1 - number * step).reverse();
  };

  const trend = ({ rows, column }, look, unit) => {
    const received = column("received");
    const only = (wanted) => received.map((count, index) => (wanted(rows[index].marks) ? count : null));
    const columns = uPlot.paths.bars({ size: [0.72, 1.5 * unit], radius: 0.12 });
    const bars = (name) => ({ ...look(name), ...hidden, paths: columns });
    const { stroke, fill, dash } = look("band");
    const edge = { stroke, dash, width: unit / 16, ...hidden };
    const line = look("finished");
    const points = { size: 0.4 * unit, width: line.width * 0.75, stroke: line.stroke, fill: line.fill };
    const finished = column("finished");
    const today = rows.findIndex(({ marks }) => "running" in marks); // half a day is no end of a line
    return {
      data: [
        rows.map((_, index) => index),
        column("band", 1), column("band", 0),
        only((marks) => !marks.unusual && !("running" in marks)),
        only((marks) => marks.unusual),
        only((marks) => !marks.unusual && "running" in marks),
        column("mean"), finished.map((count, index) => (index === today ? null : count)), finished.map((count, index) => (index === today ? count : null)),
      ],
      series: [
        {}, edge, edge, bars("received"), bars("unusual"), bars("running"),
        { ...look("mean"), ...hidden },
        { stroke: line.stroke, width: line.width, points: { show: rows.length < 70, ...points } },
        { paths: () => null, points: { show: true, ...points } },
      ],
      bands: [{ series: [1, 2], fill }],
      scales: {
        x: { time: false, range: [-0.6, rows.length - 0.4] },
        y: { range: (_, low, high) => [0, Math.max(5, high * 1.14)] },
      },
      x: { splits: daySplits(rows.length, unit), values: (_, all) => all.map((index) => day.format(rows[index].at)) },
      y: { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], values: (_, all) => all.map((value) => whole.format(value)) },
      hooks: { draw: [triangles(rows, received, look("unusual"), unit)] },
    };
  };

  const resolution = ({ heads, rows, column }, look, unit) => {
    const names = heads.slice(1).map((head) => head.dataset.of);
    const stepped = uPlot.paths.stepped({ align: 1 });
    const named = rows.filter(({ marks }) => "named" in marks);
    // On a phone a unit is said where it changes: 1 jam, 6, 1 hari, 3, 7, 30 hari.
    const short = ({ name }, index) => {
      const [count, measure] = name.split(" ");
      const repeated = index > 0 && index < named.length - 1 && named[index - 1].name.endsWith(measure);
      return repeated ? count : name;
    };
    return {
      data: [rows.map(({ at }) => at), ...names.map((name) => column(name))],
      series: [{}, ...names.map((name) => ({ ...look(name), paths: stepped, ...hidden }))],
      scales: {
        x: { time: false, distr: 3, range: () => [rows[0].at, rows.at(-1).at] },
        y: { range: [0, 104] },
      },
      x: { splits: () => named.map(({ at }) => at), filter: (_, all) => all, values: (plot) => named.map((row, index) => (plot.width < 28 * unit ? short(row, index) : row.name)), grid: { show: true } },
      y: { splits: () => [0, 25, 50, 75, 100], values: (_, all) => all.map((value) => (language === "id" ? `${value} %` : `${value}%`)) },
    };
  };

  const kinds = { trend, resolution };

  // --- the values under a finger or the pointer ----------------------------------------------------
  const tip = (box, { heads, rows }) => {
    const note = document.createElement("p");
    note.className = "pt-chart-tip";
    note.hidden = true;
    box.append(note);
    return ({ cursor, width }) => {
      const { idx, left } = cursor;
      note.hidden = idx === null || idx === undefined || left < 0;
      if (note.hidden) return;
      const lines = rows[idx].cells.slice(1).map((cell, index) => {
        const said = words(cell);
        const { of } = heads[index + 1].dataset;
        return said && (of ? `${words(heads[index + 1])}: ${said}` : said);
      });
      note.textContent = [rows[idx].name, ...lines.filter(Boolean)].join("\n");
      note.classList.toggle("is-left", left > width / 2);
    };
  };

  // --- drawing ---------------------------------------------------------------------------------------
  const sizeOf = (box) => (printing ? PAPER : { width: box.clientWidth, height: box.clientHeight });

  const options = (figure, box, found) => {
    const scale = printing ? 2 : 1;
    const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) * scale;
    const kind = kinds[figure.dataset.chart](found, looks(figure, scale), unit);
    const style = getComputedStyle(box);
    const axis = {
      stroke: style.color,
      font: `${0.8125 * unit}px ${style.fontFamily}`,
      gap: 0.25 * unit,
      grid: { stroke: style.borderBottomColor, width: scale },
      ticks: { show: false },
    };
    const room = (_, shown) => unit * (0.6 + 0.5 * Math.max(1, ...(shown ?? []).map((value) => value.length)));
    return {
      data: kind.data,
      settings: {
        ...sizeOf(box),
        padding: [0.25 * unit, 1.25 * unit, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        series: kind.series,
        bands: kind.bands,
        scales: kind.scales,
        axes: [
          { ...axis, size: 1.75 * unit, gap: 0.4 * unit, grid: { show: false }, ...kind.x, ...(kind.x.grid && { grid: axis.grid }) },
          { ...axis, size: room, space: 1.5 * unit, ...kind.y },
        ],
        hooks: { ...kind.hooks, setCursor: [tip(box, found)] },
      },
    };
  };

  const draw = (figure) => {
    const box = figure.querySelector("[data-box]");
    plots.get(figure)?.plot.destroy();
    plots.delete(figure);
    box.replaceChildren();
    if (!box.clientWidth) return; // drawn by the watch below as soon as it can be seen
    const { data, settings } = options(figure, box, read(figure));
    plots.set(figure, { plot: new uPlot(settings, data, box), said: figure.textContent });
  };

  const watch = new ResizeObserver((entries) => {
    if (printing) return;
    for (const { target } of entries) {
      const figure = target.closest("figure");
      const { plot } = plots.get(figure) ?? {};
      if (!plot) draw(figure);
      else if (plot.width !== target.clientWidth || plot.height !== target.clientHeight) plot.setSize(sizeOf(target));
    }
  });

  const figures = () => document.querySelectorAll("figure[data-chart]");
  const drawAll = () => figures().forEach(draw);

  // After a swap: what was wiped or says something new. A morph keeps the figure and empties the box.
  const renew = () => {
    for (const [figure, { plot }] of plots) {
      if (figure.isConnected) continue;
      plot.destroy();
      plots.delete(figure);
    }
    for (const figure of figures()) {
      const { plot, said } = plots.get(figure) ?? {};
      if (plot?.root.isConnected && said === figure.textContent) continue;
      draw(figure);
      watch.observe(figure.querySelector("[data-box]"));
    }
  };

  const print = (wished) => {
    if (printing === wished) return;
    printing = wished;
    figures().forEach((figure) => figure.classList.toggle("is-print", wished));
    drawAll();
  };

  if (!window.uPlot) { // the library did not arrive: the tables say everything
    figures().forEach((figure) => figure.classList.add("is-undrawn"));
    return;
  }
  renew();
  document.addEventListener("htmx:after:swap", renew);
  for (const wish of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(wish).addEventListener("change", drawAll);
  new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  window.addEventListener("beforeprint", () => print(true));
  window.addEventListener("afterprint", () => print(false));
  matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
})();
