"use strict";
(() => {
  const said = JSON.parse(document.getElementById("words").textContent);
  const dialog = document.getElementById("statement");
  const body = dialog.querySelector(".body");
  const rows = new Map();
  for (const row of document.querySelectorAll("[data-statement]")) rows.set(row.dataset.statement, row);
  let opener = null;

  const element = (name, text, classes) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (classes) made.className = classes;
    return made;
  };

  // Long tables are folded where they can be unfolded again: by a click, by a link into them, for print.
  const folds = [...document.querySelectorAll("details.fold")];
  const unfold = (some) => { for (const fold of some) if (fold) fold.open = true; };
  let folded = [];
  for (const fold of folds) fold.open = Boolean(fold.querySelector(":target"));
  addEventListener("beforeprint", () => { folded = folds.filter((fold) => !fold.open); unfold(folded); });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  // A statement as a list of labels and texts, read from its row at the end of the page.
  const card = (row) => {
    const article = element("article");
    const list = element("dl");
    for (const span of row.querySelectorAll("[data-label]")) {
      if (span.classList.contains("span")) article.append(element("h3", span.textContent));
      const text = element("dd", span.textContent, span.className);
      if (span.lang) text.lang = span.lang;
      list.append(element("dt", span.dataset.label), text);
    }
    const link = element("a", said.words.row);
    link.href = "#" + row.id;
    link.addEventListener("click", () => { unfold([row.closest(".fold")]); opener = row; dialog.close(); });
    const foot = element("p");
    foot.append(link);
    article.append(list, foot);
    return article;
  };

  const open = (names, from) => {
    const found = names.map((name) => rows.get(name)).filter(Boolean);
    if (!found.length || !dialog.showModal) return false;
    opener = from;
    body.replaceChildren(...found.map(card));
    dialog.showModal();
    body.scrollTop = 0;
    return true;
  };

  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { if (opener) opener.focus({ preventScroll: opener.tagName === "A" }); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-statements]");
    if (link && open(link.dataset.statements.split(/\s+/), link)) event.preventDefault();
  });

  // Only tables that are wider than the page get the hint.
  const hints = () => {
    for (const box of document.querySelectorAll(".tablebox")) {
      const wide = box.scrollWidth > box.clientWidth + 1;
      const hint = box.previousElementSibling;
      const there = hint && hint.classList.contains("sideways");
      if (wide && !there) box.before(element("span", said.words.sideways, "sideways"));
      if (!wide && there) hint.remove();
    }
  };
  hints();
  addEventListener("resize", hints);

  const config = {
    responsive: true, displaylogo: false, displayModeBar: "hover", showSendToCloud: false, plotlyServerURL: "", locale: said.lang,
    modeBarButtonsToRemove: ["lasso2d", "select2d", "sendDataToCloud", "zoomIn2d", "zoomOut2d", "zoom2d", "pan2d", "autoScale2d", "resetScale2d"],
  };
  const tokens = (value) => Array.isArray(value) ? value.flatMap(tokens) : typeof value === "string" ? value.split(/\s+/) : [];
  const family = getComputedStyle(document.body).fontFamily;
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const drawn = [];

  // Every font of a drawing is the font of the page: what is measured is what is shown.
  const withFont = (value) => {
    if (value && typeof value === "object") {
      for (const key of Object.keys(value)) {
        if (key === "family") value[key] = family; else withFont(value[key]);
      }
    }
    return value;
  };

  const inflate = async () => {
    const packed = Uint8Array.from(atob(document.getElementById("plotly").textContent.trim()), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = element("script", await new Response(stream).text());
    document.head.append(script);
    script.remove();
    if (said.lang !== "en") Plotly.register({ moduleType: "locale", name: said.lang, dictionary: said.plotly, format: {} });
  };

  const draw = async (figure) => {
    const name = figure.dataset.chart;
    const live = document.getElementById(name);
    const drawing = withFont(JSON.parse(document.getElementById(name + "-drawing").textContent));
    const layout = Object.assign({}, drawing.layout, { autosize: true });
    delete layout.width;
    layout.font = Object.assign({ family }, layout.font);
    figure.classList.add("drawing");
    live.style.width = figure.clientWidth + "px";
    try {
      await Plotly.newPlot(live, drawing.data, layout, config);
      live.on("plotly_click", (event) => open([...new Set(event.points.flatMap((point) => tokens(point.customdata)))], null));
      figure.classList.add("drawn");
      drawn.push(live);
    } finally {
      live.style.width = "";
      figure.classList.remove("drawing");
    }
  };

  const drawAll = async () => {
    if (!figures.length || !window.DecompressionStream) return;
    await inflate();
    await document.fonts.load("12px 'Noto Sans SC'");
    await document.fonts.load("12px " + family);
    for (const figure of figures) await draw(figure);
  };

  const width = (pixels) => {
    for (const live of drawn) Plotly.relayout(live, pixels ? { width: pixels, autosize: false } : { width: null, autosize: true });
  };
  addEventListener("beforeprint", () => width(600));
  addEventListener("afterprint", () => { width(0); hints(); });

  drawAll()
    .catch((error) => console.error("charts stay as pictures: " + error))
    .finally(() => { document.documentElement.dataset.charts = String(drawn.length); });
})();
