"use strict";
// What is shown, to take along: the picture as SVG or PNG, its table as CSV or JSON, copied or saved; all made in the page.
(() => {
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-size", "font-weight",
    "font-family", "text-anchor"];
  const TITLE = 17, LINE = 18, EDGE = 14;

  function offer(name, type, data) {
    const link = Z.el("a", { href: URL.createObjectURL(new Blob([data], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // The picture with its looks written into it, so that it stands without the page's style sheet.
  function still(picture) {
    const host = picture.closest("#view"), choosing = host.classList.contains("choosing");
    host.classList.remove("choosing"); // a choice pales the rest, which is for the eye on the page alone
    const made = picture.cloneNode(true), from = [picture, ...picture.querySelectorAll("*")], to = [made, ...made.querySelectorAll("*")];
    from.forEach((it, n) => {
      const looks = getComputedStyle(it);
      for (const name of KEPT) to[n].setAttribute(name, looks.getPropertyValue(name));
      for (const name of ["tabindex", "role", "data-key", "aria-pressed", "class", "style"]) to[n].removeAttribute(name);
    });
    host.classList.toggle("choosing", choosing);
    return made;
  }

  function wordsAfter(mark) {
    let text = "";
    for (let it = mark.nextSibling; it && it.nodeName !== "I"; it = it.nextSibling) text += it.textContent;
    return text.trim();
  }

  // The legend as it stands above the picture: each mark's look and its words.
  function legendOf(y, wide) {
    const made = Z.svg("g", {});
    let x = EDGE;
    for (const mark of document.querySelectorAll("#legend i")) {
      const looks = getComputedStyle(mark), dashed = looks.borderTopStyle === "dashed", text = wordsAfter(mark);
      const long = 22 + [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 12 : 7), 0) + 16;
      if (x + long > wide && x > EDGE) break;
      made.append(dashed
        ? Z.svg("line", { x1: x, x2: x + 16, y1: y - 4, y2: y - 4, stroke: looks.borderTopColor, "stroke-width": 2, "stroke-dasharray": "4 3" })
        : Z.svg("rect", { x, y: y - 9, width: 16, height: 9, rx: 2, fill: looks.backgroundColor }));
      made.append(Z.svg("text", { x: x + 21, y, "font-size": 12 }, text));
      x += long;
    }
    return made;
  }

  // The picture as a file: under a heading that says what it is, what was left out, and what its marks mean.
  function drawing(picture, about) {
    const inner = still(picture), { width: wide, height: high } = picture.viewBox.baseVal;
    const looks = getComputedStyle(document.body), ink = looks.getPropertyValue("--ink"), filters = Z.toldFilters(about.state);
    const room = Math.floor((wide - 2 * EDGE) / 6.6), legend = document.querySelector("#legend i") ? 1 : 0;
    const top = EDGE + TITLE + LINE * (filters.length ? 1 : 0) + LINE * legend + 8;
    const text = (y, size, words) => Z.svg("text", { x: EDGE, y, "font-size": size }, words);
    inner.setAttribute("y", top);
    for (const name of ["aria-label", "role"]) inner.removeAttribute(name);
    const made = Z.svg("svg", { width: wide, height: high + top, viewBox: `0 0 ${wide} ${high + top}`, fill: ink, "font-family": looks.fontFamily },
      Z.svg("title", {}, about.title), Z.svg("desc", {}, [about.title, ...filters].join("\n")),
      Z.svg("rect", { width: "100%", height: "100%", fill: looks.getPropertyValue("--card") }),
      Z.svg("text", { x: EDGE, y: EDGE + 10, "font-size": 15, "font-weight": 700 }, Z.cut(about.title, Math.floor(room * 0.78))),
      filters.length ? text(EDGE + 10 + LINE, 11, Z.cut(filters.join(" · "), room)) : null,
      legend ? legendOf(top - 12, wide - EDGE) : null, inner);
    made.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return { text: new XMLSerializer().serializeToString(made), wide, high: high + top };
  }

  async function png(picture, about) {
    const drawn = drawing(picture, about), image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`;
    await image.decode();
    const canvas = document.createElement("canvas"), scale = Math.min(2, 16000 / Math.max(drawn.wide, drawn.high));
    canvas.width = drawn.wide * scale;
    canvas.height = drawn.high * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0, drawn.wide, drawn.high);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  // In English a unit's name is saved with the Chinese one, which is the one in the source.
  function whole(told) {
    const both = new Map(Z.units.filter((it) => it.name !== it.zh).map((it) => [it.name, it.both]));
    return { ...told, rows: told.rows.map((row) => row.map((value) => both.get(value) || value)) };
  }
  const heads = (told) => told.columns.map(Z.word);
  // A cell that begins like a formula gets an apostrophe, so that no spreadsheet runs it.
  function cell(value) {
    const text = String(value ?? ""), formula = /^[=+\-@\t\r]/.test(text) && typeof value !== "number";
    return `"${(formula ? `'${text}` : text).replaceAll('"', '""')}"`;
  }
  const csv = (told) => `\ufeff${[heads(told), ...told.rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  const tabbed = (told) => [heads(told), ...told.rows].map((row) => row.map((value) => String(value ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
  function json(told, about) {
    const filters = Object.fromEntries(Z.LISTS.filter((name) => about.state[name].length).map((name) => [name, about.state[name]]));
    const rows = told.rows.map((row) => Object.fromEntries(told.columns.map((name, n) => [name, row[n]])));
    return JSON.stringify({ title: about.title, view: about.state.view, filters, not_drawn: Z.hiddenUnits(about.state).map((it) => it.both), rows }, null, 1);
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Z.el("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  // `about` is what is shown: a name for the file, a title, and the state with its filters.
  async function save(how, shown, picture, about) {
    const { name } = about;
    if (how === "svg" && picture) offer(`${name}.svg`, "image/svg+xml", drawing(picture, about).text);
    if (how === "png" && picture) offer(`${name}.png`, "image/png", await png(picture, about));
    if (how === "csv") offer(`${name}.csv`, "text/csv", csv(whole(shown)));
    if (how === "json") offer(`${name}.json`, "application/json", json(whole(shown), about));
    if (how === "copy") await copy(tabbed(whole(shown)));
    if (how === "link") await copy(location.href);
    if (how === "print") print();
  }

  Object.assign(Z, { save });
})();
