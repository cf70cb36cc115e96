"use strict";
// The page of a run. All text of the run reaches the page as text nodes or canvas text, never as HTML.
(() => {
  const find = (id) => document.getElementById(id);
  const payload = JSON.parse(find("payload").textContent);
  const state = { language: payload.language, theme: "light", text: 0, head: 0, row: -1, cell: null, sky: "pictures", scale: "root", table: false, pair: 0, folds: new Set(["experts"]) };
  const pictures = new Map(payload.pictures.map((picture) => [picture.head + "|" + picture.text, picture]));
  let layout = null, painted = {};

  // ---- words
  const say = (key, values = {}) =>
    payload.messages[state.language][key.includes(".") ? key : "show." + key].replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const label = (name) => say("label_" + name);
  const share = (value) => value.toFixed(2);
  const percent = (value) => (value > 0 && value < 0.005 ? "<1%" : Math.round(100 * value) + "%");
  const weight = (value, picture) => (picture.array.encoding === "root8" ? "≈" : "") + value.toFixed(3);

  function make(tag, className = "", text = null) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== null) element.textContent = text;
    return element;
  }
  function fill(parent, ...children) {
    parent.replaceChildren(...children);
    return parent;
  }
  // A row as show/sentences.py says it; shares come in per cent.
  function sentence([query, , verdict, keys]) {
    const side = (axis) => textOf().sides[site()[axis]].words;
    const names = keys.map(([key]) => say("words.name", { name: side("key_side")[key] })), last = names.pop();
    const listed = names.length ? names.join(say("words.list_comma")) + say("words.list_and") + last : last;
    const shares = keys.map(([, percents]) => share(percents / 100)).join(say("words.number_comma"));
    return say("words." + verdict, { query: say("words.name", { name: side("query_side")[query] }), keys: listed, shares });
  }
  const announce = (text) => { find("live").textContent = text; };

  const look = () => ({ ramp: payload.ramps[state.theme], scale: state.scale, masked: state.theme === "dark" ? [34, 39, 47] : [233, 236, 240] });
  const inks = (style) => ({ plain: style.getPropertyValue("--ink"), lit: style.getPropertyValue("--accent") });
  const values = draw.values;

  // ---- what is selected
  const head = () => payload.heads[state.head];
  const site = () => payload.sites.find((each) => each.site === head().site);
  const textOf = () => payload.texts[state.text];
  const pictureOf = (each) => pictures.get(each.head + "|" + textOf().number);
  const tokens = (axis) => textOf().sides[axis === "query" ? site().query_side : site().key_side].tokens;
  function labels(axis) {
    const picture = pictureOf(head()), step = axis === "query" ? picture.tokens_per_row : picture.tokens_per_column;
    return tokens(axis).filter((_, place) => place % step === 0);
  }
  function mark(name, evidence) {
    const chip = make("span", "mark" + (["global", "sink", "mixed"].includes(name) ? " dark" : "") + (evidence === "low" ? " low" : ""), say("letter_" + name));
    chip.style.setProperty("--pattern", payload.colours[name]);
    chip.setAttribute("aria-hidden", "true");
    return chip;
  }

  // ---- findings
  function drawFindings() {
    const found = payload.findings[state.language];
    find("title").textContent = found.title;
    document.title = say("page_title", { model: found.title });
    fill(find("lines"), ...found.lines.map((line) => make("p", "text", line)));
    fill(find("clearest"), ...found.clearest.map((each) => {
      const button = make("button");
      button.type = "button";
      button.append(mark(each.label, each.evidence), make("span", "text", each.claim));
      for (const example of each.examples) button.append(make("small", "", say("example", { sentence: example.sentence })));
      button.addEventListener("click", () => jump(each));
      const item = make("li");
      item.append(button);
      return item;
    }));
    find("caution").textContent = found.caution;
    fill(find("commands"), ...found.commands.flatMap((each) => [make("dt", "", each.command), make("dd", "", each.purpose)]));
  }
  function drawRoles() {
    const told = payload.roles && payload.roles[state.language];
    find("roles").hidden = !told;
    if (told) fill(find("roles-told"), ...roles.section(told, { make, say, folds: state.folds, open: openHead, opens: (name) => placeOf(name) >= 0 }));
  }
  function drawAlignment() {
    find("alignment").hidden = !payload.alignment;
    if (payload.alignment) alignment.show(payload.alignment, { find, make, fill, say, share, announce, look, state, open: openHead, opens: (name) => placeOf(name) >= 0, chosen: showPair });
  }
  // The pictures of heads follow the pair, where the page holds its text.
  function showPair(number) {
    const text = payload.texts.findIndex((each) => each.number === number);
    if (text < 0 || text === state.text) return writeHash();
    state.text = text; state.row = -1; state.cell = null;
    find("text").value = String(text);
    drawSky(); drawHead();
  }
  const placeOf = (name) => payload.heads.findIndex((each) => each.head === name);
  function openHead(name) {
    select(placeOf(name));
    find("card-heading").focus({ preventScroll: true });
    find("card-heading").closest("section").scrollIntoView({ block: "start" });
  }
  function jump(clearest) {
    const example = clearest.examples[0], text = example ? payload.texts.findIndex((each) => each.number === example.text) : -1;
    if (text >= 0) state.text = text;
    find("text").value = String(state.text);
    drawSky();
    select(payload.heads.findIndex((each) => each.head === clearest.head));
    const row = text < 0 ? null : pictureOf(head()).rows.find(([word]) => word === example.query_index);
    if (row) pin(row[1]);
  }

  // ---- sky
  function drawSky() {
    const sky = find("sky"), most = Math.max(...payload.sites.map((each) => each.heads));
    sky.style.gridTemplateColumns = "auto repeat(" + most + ", auto)";
    sky.style.setProperty("--cell", Math.max(16, Math.min(44, Math.floor((sky.closest("section").clientWidth - 76) / most) - 3)) + "px");
    const numbers = make("div", "line");
    numbers.setAttribute("aria-hidden", "true");
    numbers.append(make("span"), ...Array.from({ length: most }, (_, number) => make("span", "number", "H" + number)));
    const lines = payload.sites.map((each) => {
      const line = make("div", "line");
      line.setAttribute("role", "row");
      line.append(make("span", "name", each.site));
      payload.heads.forEach((one, place) => { if (one.site === each.site) line.append(square(one, place)); });
      for (let empty = each.heads; empty < most; empty++) line.append(make("span"));
      return line;
    });
    fill(sky, numbers, ...lines);
    document.querySelectorAll("[data-sky]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.sky === state.sky)));
    const shown = new Set(payload.heads.map((each) => each.label));
    fill(find("legend"), ...Object.keys(payload.colours).filter((name) => shown.has(name)).map((name) => {
      const item = make("span");
      item.append(mark(name), label(name));
      item.title = say("note_" + name);
      return item;
    }));
  }
  function square(one, place) {
    const button = make("button");
    button.type = "button";
    button.setAttribute("role", "gridcell");
    button.setAttribute("aria-selected", String(place === state.head));
    button.tabIndex = place === state.head ? 0 : -1;
    button.dataset.place = String(place);
    const words = say("page_cell_label", { head: one.head, label: label(one.label), evidence: say("claim_" + one.evidence), share: percent(one.sink_share) });
    button.setAttribute("aria-label", words);
    button.title = words;
    button.append(state.sky === "pictures" ? draw.thumbnail(pictureOf(one), look()) : mark(one.label, one.evidence));
    button.addEventListener("click", () => select(place));
    return button;
  }
  function select(place, takeFocus = false) {
    if (place < 0 || place >= payload.heads.length) return;
    state.head = place; state.row = -1; state.cell = null;
    document.querySelectorAll("#sky [role=gridcell]").forEach((button) => {
      const chosen = Number(button.dataset.place) === place;
      button.setAttribute("aria-selected", String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      if (chosen && takeFocus) button.focus();
    });
    drawHead();
    announce(say("page_selected", { head: head().head, label: label(head().label) }));
  }
  function move(sites, numbers) {
    const line = payload.sites.findIndex((each) => each.site === head().site) + sites;
    if (line < 0 || line >= payload.sites.length) return;
    const number = Number(head().head.split(".H").pop()) + numbers;
    if (number < 0 || (numbers && number >= payload.sites[line].heads)) return;
    const wanted = payload.sites[line].site + ".H" + Math.min(number, payload.sites[line].heads - 1);
    select(payload.heads.findIndex((each) => each.head === wanted), true);
  }

  // ---- matrix
  function drawMatrix() {
    const picture = pictureOf(head()), numbers = values(picture), { rows, columns } = picture.array;
    const canvas = find("matrix"), context = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
    const font = "12px " + getComputedStyle(document.body).fontFamily, limit = 96;
    context.font = font;
    const names = { query: labels("query"), key: labels("key") };
    const left = draw.room(context, names.query, limit), up = draw.room(context, names.key, limit) * 0.72 + 14, right = draw.room(context, names.key, limit) * 0.72;
    const room = Math.max(240, find("stage").parentElement.clientWidth - 34 - left - right);
    const cell = Math.max(1, Math.min(46, Math.floor(Math.min(room / columns, 600 / rows))));
    layout = { left, up, cell, rows, columns };
    draw.prepare(canvas, left + columns * cell + right, up + rows * cell + 4, font);
    const wanted = [picture.head, picture.text, state.theme, state.scale].join("|");
    if (painted.name !== wanted) painted = { name: wanted, canvas: draw.image(numbers, rows, columns, look()) };
    context.drawImage(painted.canvas, left, up, columns * cell, rows * cell);
    if (cell >= 5) draw.hatch(context, numbers, layout, style.getPropertyValue("--quiet"));
    if (cell >= 8) draw.grid(context, layout, style.getPropertyValue("--panel"));
    const pinned = Math.floor(state.row / picture.tokens_per_row);
    draw.labels(context, names, layout, { limit, focus: state.cell || [pinned, -1], lit: { query: new Set([pinned]), key: new Set() }, inks: inks(style) });
    context.strokeStyle = style.getPropertyValue("--accent");
    context.lineWidth = 2;
    if (state.row >= 0) context.strokeRect(left, up + pinned * cell, columns * cell, Math.max(cell, 2));
    if (state.cell) context.strokeRect(left + state.cell[1] * cell, up + state.cell[0] * cell, Math.max(cell, 2), Math.max(cell, 2));
    canvas.setAttribute("aria-label", head().head + " " + label(head().label));
    drawBar(numbers);
  }
  function drawBar(numbers) {
    const lowest = state.scale === "root" ? 0 : 0.0001;
    fill(find("bar"), String(lowest), draw.bar(lowest, look()), "1");
    if (numbers.some(Number.isNaN)) find("bar").append(" ▨ " + say("page_masked_legend"));
  }
  function reading(row, column) {
    const picture = pictureOf(head()), numbers = values(picture), { columns } = picture.array, value = numbers[row * columns + column];
    const line = numbers.subarray(row * columns, (row + 1) * columns), queries = tokens("query"), keys = tokens("key");
    const high = picture.tokens_per_row, wide = picture.tokens_per_column;
    if (high > 1 || wide > 1) {
      const span = (from, size, all) => "“" + all[from * size] + "” – “" + all[Math.min(all.length, (from + 1) * size) - 1] + "”";
      return say("page_read_pooled", { rows: span(row, high, queries), columns: span(column, wide, keys), weight: Number.isNaN(value) ? "–" : weight(value, picture) });
    }
    const parts = { row, column, query: queries[row], key: keys[column] };
    if (line.every((each) => Number.isNaN(each))) return say("page_absent", parts);
    if (Number.isNaN(value)) return say("page_masked", parts);
    const rank = 1 + line.reduce((before, each) => before + (each > value ? 1 : 0), 0);
    return say("page_read", { ...parts, weight: weight(value, picture), rank });
  }
  function pin(row) {
    state.row = row;
    drawMatrix(); drawRow(); drawRows(); writeHash();
  }
  function cellAt(event) {
    const box = find("matrix").getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - layout.up) / layout.cell), column = Math.floor((event.clientX - box.left - layout.left) / layout.cell);
    return row >= 0 && column >= 0 && row < layout.rows && column < layout.columns ? [row, column] : null;
  }
  function hover(cell, aloud = false) {
    if (String(cell) === String(state.cell)) return;
    state.cell = cell;
    const words = cell ? reading(...cell) : "";
    find("reading").textContent = words;
    if (aloud) announce(words);
    drawMatrix();
  }
  function drawTable() {
    const picture = pictureOf(head()), numbers = values(picture), { rows, columns } = picture.array;
    const table = make("table"), keys = labels("key"), queries = labels("query"), top = make("tr"), wide = columns <= 48;
    top.append(make("th", "", say("query") + " \\ " + say("key")), ...(wide ? keys.map((text) => make("th", "", text)) : [make("th", "", say("keys_of_row"))]));
    table.append(top);
    for (let row = 0; row < rows; row++) {
      const line = make("tr"), name = make("th", "", queries[row]);
      name.scope = "row";
      line.append(name);
      if (wide) for (let column = 0; column < columns; column++) {
        const value = numbers[row * columns + column];
        line.append(Number.isNaN(value) ? make("td", "masked", "–") : make("td", "", value.toFixed(3)));
      } else line.append(make("td", "", ranked(row).slice(0, 8).map(([column, value]) => keys[column] + " " + value.toFixed(3)).join(" · ")));
      table.append(line);
    }
    fill(find("cells"), table);
  }
  function ranked(row) {
    const picture = pictureOf(head()), { columns } = picture.array, numbers = values(picture);
    return Array.from(numbers.subarray(row * columns, (row + 1) * columns), (value, column) => [column, value]).filter(([, value]) => value > 0).sort((one, other) => other[1] - one[1]);
  }

  // ---- card
  const part = (key) => make("h3", "", say(key));
  function barList(items) {
    const list = make("div", "bars");
    for (const [name, value, ink] of items) {
      const track = make("div", "track"), filled = make("div", "fill");
      filled.style.width = 100 * Math.min(1, value) + "%";
      if (ink) filled.style.backgroundColor = ink;
      track.append(filled);
      const named = make("bdi", "", name);
      named.title = name;
      list.append(named, track, make("span", "value", share(value)));
    }
    return list;
  }
  function pairs(items) {
    const list = make("dl", "pairs");
    for (const [name, value] of items) list.append(make("dt", "text", name), make("dd", "", value));
    return list;
  }
  function drawRow() {
    const picture = pictureOf(head());
    if (state.row < 0 || picture.tokens_per_row > 1 || picture.tokens_per_column > 1) return fill(find("row"), part("keys_of_row"), make("p", "note", say("page_pin")));
    const keys = tokens("key"), all = ranked(state.row), items = all.slice(0, 12).map(([column, value]) => [keys[column], value]);
    if (all.length > 12) items.push([say("page_remaining", { count: all.length - 12 }), all.slice(12).reduce((sum, [, value]) => sum + value, 0)]);
    return fill(find("row"), make("h3", "text", say("page_row_keys", { row: state.row, query: tokens("query")[state.row] })), barList(items));
  }
  function drawRows() {
    const one = head(), rows = make("div", "rows");
    for (const row of pictureOf(one).rows) {
      const token = row[1], button = make("button", "", sentence(row));
      button.type = "button";
      button.dir = "auto";
      button.setAttribute("aria-pressed", String(token === state.row));
      button.addEventListener("click", () => pin(token));
      rows.append(button);
    }
    const missing = make("p", "note", say("page_no_words", { command: "headscope read " + payload.run_name + " words --head " + one.head }));
    fill(find("rows"), part("words"), rows.children.length ? rows : missing);
  }
  function drawCard() {
    const one = head(), edges = pictureOf(one).edges.map(([query, key, value]) => [say("edge", { query, key }), share(value)]);
    const facts = [["strength", share(one.strength)], ["confidence", share(one.confidence)], ["evidence", say("evidence_" + one.evidence)],
      ["sink_share", one.sink_kind ? say("in_brackets", { text: percent(one.sink_share), more: say("sink_kind_" + one.sink_kind) }) : percent(one.sink_share)],
      ["secondary", one.secondary ? label(one.secondary) : say(one.sink_kind ? "nothing_left" : "no_sinks")]], told = one.roles && one.roles[state.language];
    fill(find("card-heading"), mark(one.label, one.evidence), " " + one.head + " · " + label(one.label));
    fill(find("card"), make("p", "claim text", one.claim[state.language]), make("p", "note", say("note_" + one.label) + say("sentence_space") + say("refute_" + one.label)),
      ...(told ? [part("roles_heading"), ...roles.ofHead(told, { make, say, barList })] : []),
      part("shares"), barList(Object.entries(one.shares).map(([name, value]) => [label(name), value, payload.colours[name]])),
      part("grade_observed"), pairs(facts.map(([key, value]) => [say(key), value])),
      part("statistics"), pairs(Object.entries(one.statistics[state.language]).map(([name, value]) => [say("statistic_" + name), value])),
      ...(edges.length ? [part("edges"), pairs(edges)] : []));
  }

  // ---- the whole
  function drawHead() {
    const one = head(), picture = pictureOf(one), isPooled = picture.tokens_per_row > 1 || picture.tokens_per_column > 1;
    find("matrix-heading").textContent = say("matrix") + " " + one.head;
    find("stage").hidden = state.table; find("cells").hidden = !state.table;
    find("scale").textContent = say(state.scale === "root" ? "page_log" : "page_root");
    find("table").textContent = say(state.table ? "page_picture" : "page_table");
    find("pooled").hidden = !isPooled;
    find("pooled").textContent = say("page_pooled", { rows: picture.tokens_per_row, columns: picture.tokens_per_column, command: "headscope head " + payload.run_name + " " + one.head });
    find("reading").textContent = "";
    fill(find("trust"), ...[site().trust[state.language], payload.faith[state.language], say("page_rounding")].map((line) => make("p", "", line)));
    drawMatrix(); drawRow(); drawRows(); drawCard(); writeHash();
    if (state.table) drawTable();
  }
  function drawAll() {
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    document.documentElement.dataset.theme = state.theme;
    document.querySelectorAll("[data-say]").forEach((element) => { element.textContent = say(element.dataset.say); });
    document.querySelectorAll("[data-say-label]").forEach((element) => element.setAttribute("aria-label", say(element.dataset.sayLabel)));
    document.querySelectorAll("[data-language]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.language === state.language)));
    const options = payload.texts.map((each, place) => { const option = make("option", "", each.number + ": " + each.title); option.value = String(place); return option; });
    if (payload.texts_left) {
      const rest = make("option", "", say("page_texts_left", { count: payload.texts_left, command: "hs.export(run, path, texts=[…])" }));
      rest.disabled = true;
      options.push(rest);
    }
    fill(find("text"), ...options).value = String(state.text);
    drawFindings(); drawRoles(); drawAlignment(); drawSky(); drawHead();
  }
  function writeHash() {
    const parts = new URLSearchParams({ h: head().head, t: textOf().number, lang: state.language, theme: state.theme });
    if (state.row >= 0) parts.set("q", state.row);
    if (state.pair > 0) parts.set("p", state.pair);
    history.replaceState(null, "", "#" + parts);
  }
  function readHash() {
    const parts = new URLSearchParams(location.hash.slice(1)), place = (list, test) => Math.max(0, list.findIndex(test));
    state.theme = ["light", "dark"].includes(parts.get("theme")) ? parts.get("theme") : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    if (parts.get("lang") in payload.messages) state.language = parts.get("lang");
    const first = payload.findings[state.language].clearest[0] || { examples: [] }, example = first.examples[0] || {};
    state.text = place(payload.texts, (each) => String(each.number) === (parts.get("t") || String(example.text)));
    state.head = place(payload.heads, (each) => each.head === (parts.get("h") || first.head));
    if (payload.alignment) state.pair = place(payload.alignment.pairs, (each) => String(each.number) === parts.get("p"));
    const row = parts.has("q") ? Number(parts.get("q")) : -1;
    state.row = Number.isInteger(row) && row < tokens("query").length ? row : -1;
  }

  document.querySelectorAll("[data-language]").forEach((button) => button.addEventListener("click", () => { state.language = button.dataset.language; drawAll(); }));
  document.querySelectorAll("[data-sky]").forEach((button) => button.addEventListener("click", () => { state.sky = button.dataset.sky; drawSky(); }));
  find("theme").addEventListener("click", () => { state.theme = state.theme === "dark" ? "light" : "dark"; drawAll(); });
  find("text").addEventListener("change", (event) => { state.text = Number(event.target.value); state.row = -1; state.cell = null; drawSky(); drawHead(); });
  find("scale").addEventListener("click", () => { state.scale = state.scale === "root" ? "log" : "root"; drawSky(); drawHead(); });
  find("table").addEventListener("click", () => { state.table = !state.table; drawHead(); });
  const matrix = find("matrix");
  matrix.addEventListener("mousemove", (event) => hover(cellAt(event)));
  matrix.addEventListener("mouseleave", () => hover(null));
  matrix.addEventListener("click", (event) => { const cell = cellAt(event); if (cell) { pin(cell[0] * pictureOf(head()).tokens_per_row); announce(reading(...cell)); } });
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      state.row = -1; hover(null); pin(-1);
      return announce(say("page_cleared"));
    }
    const step = steps[event.key], target = event.target;
    if (target === matrix && (step || event.key === "Enter")) {
      const from = state.cell || [Math.max(state.row, 0), 0];
      if (step) hover([Math.min(Math.max(from[0] + (state.cell ? step[0] : 0), 0), layout.rows - 1), Math.min(Math.max(from[1] + (state.cell ? step[1] : 0), 0), layout.columns - 1)], true);
      else pin(from[0] * pictureOf(head()).tokens_per_row);
      return event.preventDefault();
    }
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !(target === document.body || find("sky").contains(target))) return;
    move(...step);
    event.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => { state.theme = event.matches ? "dark" : "light"; drawAll(); });
  window.addEventListener("resize", () => { drawMatrix(); drawAlignment(); });
  readHash();
  drawAll();
})();
