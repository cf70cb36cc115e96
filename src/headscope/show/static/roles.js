"use strict";
// A stored report on roles: tables of text as show/role_tables.py made them, and what one head earned. Knows nothing of pictures.
const roles = (() => {
  const texts = new Set(["role", "relation", "head", "direction", "grade", "best", "rule", "beats"]);

  // Earned grades are filled and carry a mark, descriptive ones have a frame, the others are plain: not by colour alone.
  function grade(row, text, { make }) {
    const chip = make("span", "grade " + (row.is_earned ? "earned" : row.grade), (row.is_earned ? "✓ " : "") + text);
    chip.dataset.grade = row.grade;
    return chip;
  }
  function cell(row, column, text, place, tools) {
    const { make, opens } = tools, element = make(place ? "td" : "th", texts.has(column) ? "words" : "");
    if (!place) element.scope = "row";
    if (column === "grade") element.append(grade(row, text, tools));
    else if (column === "head" && opens(row.head)) element.append(opener(row.head, text, tools));
    else element.append(make("bdi", "", text));
    return element;
  }
  function opener(head, text, { make, say, open }) {
    const button = make("button", "open", text);
    button.type = "button";
    button.dataset.head = head;
    button.setAttribute("aria-label", say("roles_open_head", { head }));
    button.addEventListener("click", () => open(head));
    return button;
  }
  function table(told, tools) {
    const { make } = tools, element = make("table", "roles"), top = make("tr"), head = make("thead"), body = make("tbody");
    told.headings.forEach((text, place) => {
      const heading = make("th", texts.has(told.columns[place]) ? "words" : "", text);
      heading.scope = "col";
      top.append(heading);
    });
    head.append(top);
    for (const row of told.rows) {
      const line = make("tr", row.is_earned ? "earned" : "dim");
      line.append(...row.cells.map((text, place) => cell(row, told.columns[place], text, place, tools)));
      body.append(line);
    }
    element.append(head, body);
    return element;
  }
  function fold(name, heading, children, { make, folds }) {
    const box = make("details"), title = make("summary", "", heading);
    box.id = "roles-" + name;
    box.open = folds.has(name);
    box.addEventListener("toggle", () => { folds[box.open ? "add" : "delete"](name); });
    box.append(title, ...children);
    return box;
  }
  function framed(told, tools) {
    const { make, say } = tools, frame = make("div", "scroll"), earned = told.rows.filter((row) => row.is_earned).length;
    const heading = say(told.name + "_heading", { count: told.rows.length, earned });
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", heading);
    frame.append(table(told, tools));
    return fold(told.name, heading, [frame, make("p", "note", told.note)], tools);
  }

  // The section of the findings.
  function section(told, tools) {
    const { make, say } = tools, lines = told.lines.map((line) => make("p", "text", line));
    const parts = told.tables.map((each) => framed(each, tools));
    if (told.untested.length) {
      const list = make("ul");
      list.append(...told.untested.map((line) => make("li", "text", line)));
      parts.push(fold("untested", say("untested_heading", { count: told.untested.length }), [list], tools));
    }
    return [...lines, ...parts, make("p", "note text", told.caution)];
  }
  // What the panel of one head says.
  function ofHead(told, { make, say, barList }) {
    const earned = told.earned.map(([name, grade, numbers]) => {
      const item = make("li"), chip = make("span", "grade earned", "✓ " + say("grade_" + grade));
      chip.dataset.grade = grade;
      item.append(make("bdi", "text", name), " ", chip, make("small", "text", numbers));
      return item;
    });
    const list = make("ul", "earned-roles"), parts = [list, make("p", "note text", told.note)];
    list.append(...earned);
    if (told.lifts.length) {
      const bars = barList(told.lifts.map(([name, lift, isEarned]) => [(isEarned ? "✓ " : "") + name, lift, isEarned ? "var(--accent)" : "var(--quiet)"]));
      bars.classList.add("lifts");
      parts.push(make("h3", "", say("roles_lifts_heading")), bars, make("p", "note", say("roles_lifts_note")));
    }
    return earned.length ? parts : parts.slice(1);
  }

  return { section, ofHead };
})();
