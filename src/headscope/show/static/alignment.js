"use strict";
// A stored report on alignment: what was read and how well, every layer, and one pair at a time as a picture and in words.
const alignment = (() => {
  let told = null, tools = null, layout = null, numbers = null, cell = null, pinned = -1;
  const limit = 96, largest = 46;
  const pair = () => told.pairs[tools.state.pair];
  const isolated = (text) => "\u2068" + text + "\u2069"; // a word that runs from right to left turns nothing around it

  // ---- tables of text as show/alignment_tables.py made them
  function chip(mark) {
    const { make, say } = tools, chosen = mark === "chosen" || mark === "head";
    return make("span", "grade " + (chosen ? "earned" : "descriptive"), (chosen ? "✓ " : "★ ") + say("mark_" + mark));
  }
  function lineOf(line) {
    const { make, say, open, opens } = tools, row = make("tr"), name = make("th");
    name.scope = "row";
    if (opens(line.head)) {
      const button = make("button", "open", line.name);
      button.type = "button";
      button.dataset.head = line.head;
      button.setAttribute("aria-label", say("roles_open_head", { head: line.head }));
      button.addEventListener("click", () => open(line.head));
      name.append(button);
    } else name.append(make("bdi", "", line.name));
    row.append(name, ...line.cells.map((each) => {
      const element = make("td", each.marks.length ? "marked" : "", each.text);
      if (each.more) element.append(" ", make("small", "", each.more));
      if (each.marks.length) {
        const marks = make("div", "marks");
        marks.append(...each.marks.map(chip));
        element.append(marks);
      }
      return element;
    }));
    return row;
  }
  function tableOf(each) {
    const { make } = tools, box = make("div"), frame = make("div", "scroll"), table = make("table", "roles"), head = make("thead"), top = make("tr"), body = make("tbody");
    for (const text of each.headings) {
      const heading = make("th", "", text);
      heading.scope = "col";
      top.append(heading);
    }
    head.append(top);
    body.append(...each.lines.map(lineOf));
    table.append(head, body);
    frame.append(table);
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", each.heading);
    box.id = "aligned-" + each.name;
    box.append(make("h3", "", each.heading), frame, make("p", "note", each.note));
    return box;
  }

  // ---- one pair
  // The map of the pair; where the report keeps none, the shares of its links.
  function sharesOf(one) {
    if (one.shares) return draw.values({ array: one.shares });
    const found = new Float32Array(one.source.length * one.target.length).fill(NaN);
    for (const [source, target, share] of one.links) found[target * one.source.length + source] = share;
    return found;
  }
  function outline(context, [row, column, high, wide], { inset, width, dash, ink, ground, round = 0 }) {
    const { left, up, cell: size } = layout;
    for (const [colour, thick] of [[ground, width + 2], [ink, width]]) {
      context.setLineDash(colour === ink ? dash : []);
      context.strokeStyle = colour;
      context.lineWidth = thick;
      context.beginPath();
      context.roundRect(left + column * size + inset, up + row * size + inset, wide * size - 2 * inset, high * size - 2 * inset, round);
      context.stroke();
    }
    context.setLineDash([]);
  }
  function drawMarks(context, one, style) {
    const size = layout.cell, isSmall = size < 14, ground = style.getPropertyValue("--panel"), link = style.getPropertyValue("--link"), ink = style.getPropertyValue("--ink");
    for (const [first, last, top, bottom] of one.together) outline(context, [top, first, bottom - top + 1, last - first + 1], { inset: isSmall ? -1 : -2, width: 2, dash: [], ink, ground, round: 4 });
    for (const [source, target, , doubt] of one.links) outline(context, [target, source, 1, 1], { inset: isSmall ? 1.5 : 4, width: isSmall ? 1.5 : 2.5, dash: doubt === "sure" ? [] : isSmall ? [2, 2] : [5, 4], ink: link, ground });
    if (cell) outline(context, [...cell, 1, 1], { inset: 0, width: 2, dash: [], ink: style.getPropertyValue("--accent"), ground });
  }
  function drawPicture() {
    const { find, fill, look, say } = tools, one = pair(), rows = one.target.length, columns = one.source.length, canvas = find("pair-picture");
    const style = getComputedStyle(document.documentElement), font = "13px " + getComputedStyle(document.body).fontFamily;
    numbers = sharesOf(one);
    const shown = { query: one.target, key: one.source }, measure = canvas.getContext("2d");
    measure.font = font;
    const left = draw.room(measure, shown.query, limit), up = draw.room(measure, shown.key, limit) * 0.72 + 14, right = draw.room(measure, shown.key, limit) * 0.72;
    const all = find("pairs").clientWidth, room = Math.max(200, (all > 900 ? 0.6 * all : all) - left - right - 8);
    const size = Math.max(9, Math.min(largest, Math.floor(Math.min(room / Math.max(1, columns), 560 / Math.max(1, rows)))));
    layout = { left, up, cell: size, rows, columns };
    const context = draw.prepare(canvas, left + columns * size + right, up + rows * size + 6, font);
    if (rows && columns) context.drawImage(draw.image(numbers, rows, columns, { ...look(), scale: "root" }), left, up, columns * size, rows * size);
    draw.grid(context, layout, style.getPropertyValue(one.shares ? "--panel" : "--line"));
    context.strokeStyle = style.getPropertyValue("--line");
    context.strokeRect(left, up, columns * size, rows * size);
    drawMarks(context, one, style);
    const group = one.linked[pinned], [targets, sources] = group || [[], []];
    draw.labels(context, shown, layout, { limit, focus: cell || [-1, -1], lit: { query: new Set(targets), key: new Set(sources) }, inks: { plain: style.getPropertyValue("--ink"), lit: style.getPropertyValue("--accent") } });
    for (const target of targets) for (const source of sources) outline(context, [target, source, 1, 1], { inset: 0, width: 1.5, dash: [], ink: style.getPropertyValue("--accent"), ground: style.getPropertyValue("--panel") });
    fill(find("pair-bar"), "0", draw.bar(0, { ...look(), scale: "root" }), "1");
    canvas.setAttribute("aria-label", say("aligned_picture", { number: one.number + 1, rows, columns }));
  }
  function readingOf([row, column]) {
    const { say, share } = tools, one = pair(), link = one.links.find(([source, target]) => source === column && target === row);
    const value = numbers[row * layout.columns + column], words = { target: isolated(one.target[row]), source: isolated(one.source[column]), link: say("mark_" + (link ? link[3] : "none")) };
    return Number.isNaN(value) ? say("aligned_read_nothing", words) : say("aligned_read", { ...words, share: share(value) });
  }
  function look(at, aloud = false) {
    if (String(at) === String(cell)) return;
    cell = at;
    const words = cell ? readingOf(cell) : "";
    tools.find("pair-reading").textContent = words;
    if (aloud) tools.announce(words);
    drawPicture();
  }
  function drawWords() {
    const { find, make, fill, state } = tools, one = pair();
    fill(find("pair-links"), ...one.linked.map(([, , said], place) => {
      const button = make("button", "", said[state.language]), item = make("li");
      button.type = "button";
      button.setAttribute("aria-pressed", String(place === pinned));
      button.addEventListener("click", () => {
        pinned = pinned === place ? -1 : place;
        drawPicture();
        find("pair-links").querySelectorAll("button").forEach((each, number) => each.setAttribute("aria-pressed", String(number === pinned)));
      });
      item.append(button);
      return item;
    }));
    find("pair-unlinked").textContent = one.unlinked[state.language] || "";
  }
  function drawPair() {
    const { find, say } = tools;
    find("pair-reading").textContent = "";
    find("pair-note").hidden = Boolean(pair().shares);
    find("pair-note").textContent = say("aligned_no_map");
    find("pair").value = String(tools.state.pair);
    drawPicture(); drawWords();
  }
  function choose(place) {
    if (place < 0 || place >= told.pairs.length || place === tools.state.pair) return;
    tools.state.pair = place;
    cell = null; pinned = -1;
    drawPair();
    tools.chosen(pair().number);
    tools.announce(pair().title);
  }
  function drawChooser() {
    const { find, make, fill, say } = tools;
    const options = told.pairs.map((each, place) => {
      const option = make("option", "", each.number + 1 + ": " + each.title);
      option.value = String(place);
      return option;
    });
    if (told.pairs_left) {
      const rest = make("option", "", say("aligned_pairs_left", { count: told.pairs_left, command: "headscope read RUN alignment --json" }));
      rest.disabled = true;
      options.push(rest);
    }
    fill(find("pair"), ...options);
    for (const [id, key] of [["pair-before", "aligned_previous"], ["pair-after", "aligned_next"]]) find(id).setAttribute("aria-label", say(key));
  }

  function cellAt(event) {
    const box = tools.find("pair-picture").getBoundingClientRect(), { left, up, cell: size, rows, columns } = layout;
    const row = Math.floor((event.clientY - box.top - up) / size), column = Math.floor((event.clientX - box.left - left) / size);
    return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null;
  }
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }, pages = { PageUp: -1, PageDown: 1 };
  function press(event) {
    const step = steps[event.key], between = (value, count) => Math.min(Math.max(value, 0), count - 1);
    if (event.key === "Escape") return look(null);
    if (event.key in pages) choose(tools.state.pair + pages[event.key]);
    else if (step && layout.rows && layout.columns) look(cell ? [between(cell[0] + step[0], layout.rows), between(cell[1] + step[1], layout.columns)] : [0, 0], true);
    else return undefined;
    return event.preventDefault();
  }
  function listen() {
    const { find } = tools, canvas = find("pair-picture");
    find("pair").addEventListener("change", (event) => choose(Number(event.target.value)));
    find("pair-before").addEventListener("click", () => choose(tools.state.pair - 1));
    find("pair-after").addEventListener("click", () => choose(tools.state.pair + 1));
    canvas.addEventListener("mousemove", (event) => look(cellAt(event)));
    canvas.addEventListener("mouseleave", () => look(null));
    canvas.addEventListener("keydown", press);
  }

  // Everything in the language and the theme of the page.
  function show(report, given) {
    const isFirst = tools === null;
    told = report; tools = given;
    if (isFirst) listen();
    const { find, make, fill, state } = tools, words = told.told[state.language];
    fill(find("alignment-lines"), ...words.lines.map((line) => make("p", "text", line)));
    fill(find("alignment-tables"), ...words.tables.map(tableOf));
    find("alignment-caution").textContent = words.caution;
    find("pairs").hidden = !told.pairs.length;
    if (told.pairs.length) { drawChooser(); drawPair(); }
  }

  return { show };
})();
