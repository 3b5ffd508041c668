"use strict";
// Matrix: bureaus by measures, ordered so that like stands by like; themes for measures and kinds for bureaus where there are too many.
(() => {
  const { svg } = Z;
  const CELL = 20, BROAD = 44, GAP = 8, HEAD = 156, LETTER = 6.4;

  // Rows, columns and cells with the duties in each.
  function cross(chosen) {
    const made = { ...Z.gathered(chosen), rows: new Map(), columns: new Map(), cells: new Map() };
    const add = (map, key, value) => { if (!map.has(key)) map.set(key, []); map.get(key).push(value); };
    for (const duty of chosen.duties) {
      const r = made.row(duty), c = made.column(duty);
      add(made.rows, r, duty);
      add(made.columns, c, duty);
      if (!made.cells.has(r)) made.cells.set(r, new Map());
      add(made.cells.get(r), c, duty);
    }
    return made;
  }

  // Like by like; the measures of a theme stay together, and what gathers the rest stands last.
  function ordered(made) {
    const last = (list) => [...list.filter((it) => !isRest(it)), ...list.filter(isRest)];
    const { rows, columns } = Z.seriate([...made.rows.keys()], [...made.columns.keys()]);
    if (!made.fine) return { rows: last(rows), columns: last(columns), heads: [] };
    const groups = new Map();
    for (const it of columns) groups.set(Z.groupOf(it), [...(groups.get(Z.groupOf(it)) || []), it]);
    const mean = (list) => list.reduce((sum, it) => sum + it.rank, 0) / list.length;
    const heads = [...groups].sort((a, b) => mean(a[1]) - mean(b[1]) || a[0].i - b[0].i);
    return { rows: last(rows), columns: heads.flatMap(([, list]) => list), heads };
  }

  const first = (duties) => Z.ROLES.map((role) => duties.filter((duty) => duty.role === role)).find((it) => it.length);
  const isRest = (it) => Boolean(it.gathered && ((it.units && !it.key.startsWith("n:")) || it.key.startsWith("o:") || it.key === "l:-"));
  const named = (it) => it.name || it.text || it.label;
  const across = (it) => (it.text ? `${Z.source(it)} ${it.text}` : named(it));

  function sign(duties, x, y, fine) {
    const most = first(duties), { role } = most[0];
    if (!fine) {
      const tally = Z.tally(duties), role = Z.ROLES.reduce((a, b) => (tally[b] > tally[a] ? b : a)); // the colour is the commonest role's
      const strong = Math.min(1, 0.25 + Math.sqrt(tally.all) / 8).toFixed(2);
      return [svg("rect", { class: `heat ${role}`, x: x - 9, y: y - 9, width: 18, height: 18, rx: 4, "fill-opacity": strong }),
        svg("text", { x, y: y + 4, "text-anchor": "middle" }, tally.all > 999 ? `${Math.round(tally.all / 1000)}k` : String(tally.all))];
    }
    if (role === "implement") return [svg("rect", { class: "sign implement", x: x - 3.5, y: y - 3.5, width: 7, height: 7 })];
    const guess = role === "lead" && most.every((duty) => duty.guess);
    return [svg("circle", { class: `sign ${role}${guess ? " guess" : ""}`, cx: x, cy: y, r: role === "lead" && !guess ? 6 : 5 })];
  }

  const roles = (duties) => Z.listed([...new Set(duties.map((duty) => Z.word(duty.role === "lead" && duty.guess ? "guess" : `role-${duty.role}`)))]);

  // The arrow keys go along rows and down columns, over what is empty.
  function walk(picture, grid, high, wide) {
    const at = new Map([...grid].map(([place, made]) => [made, place.split(" ").map(Number)]));
    picture.addEventListener("keydown", (event) => {
      const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key], here = at.get(document.activeElement);
      if (!step || !here) return;
      event.preventDefault();
      event.stopPropagation();
      let [r, c] = [here[0] + step[0], here[1] + step[1]];
      while (r >= -1 && c >= -1 && r < high && c < wide && !grid.has(`${r} ${c}`)) { r += step[0]; c += step[1]; }
      const to = grid.get(`${r} ${c}`);
      if (!to) return;
      document.activeElement.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    });
  }

  function hover(picture, bands) {
    let over = [];
    const show = (event) => {
      over.forEach((it) => it.classList.remove("over"));
      const made = event.target.closest && event.target.closest(".pick");
      over = (made && bands.get(made)) || [];
      over.forEach((it) => it.classList.add("over"));
    };
    for (const name of ["pointerover", "focusin", "pointerleave"]) picture.addEventListener(name, show);
  }

  const lines = (name) => [...Z.cut(name, 18)].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);

  // Where everything stands; few columns are broad, and their heads no higher than their names.
  function layout(host, made) {
    const { rows, columns, heads } = ordered(made), fine = made.fine;
    const left = Math.min(made.down.rest || made.down.alike ? 210 : 170, Math.max(96, host.clientWidth * 0.3));
    const head = fine ? HEAD : Math.min(HEAD, 24 + Math.max(...columns.map((it) => lines(named(it)))) * 5.8);
    const cell = fine ? CELL : Math.max(CELL, Math.min(BROAD, Math.floor((host.clientWidth - left - 80) / columns.length)));
    const xOf = new Map(), yOf = new Map(rows.map((it, n) => [it, head + CELL * (n + 0.5)])), starts = new Set(heads.map(([, list]) => list[0]));
    let x = left;
    for (const it of columns) {
      if (starts.has(it)) x += GAP;
      xOf.set(it, x + cell / 2);
      x += cell;
    }
    return { rows, columns, heads, left, room: host.clientWidth, head, cell, xOf, yOf, end: x, wide: Math.max(x + 70, host.clientWidth - 4), high: head + rows.length * CELL + 16 };
  }

  function bandsOf(made, at) {
    const band = (it, duties, box) => Z.mark(svg("rect", { class: "mark band", ...box }), duties, it.key);
    const rows = at.rows.map((it) => [it, band(it, made.rows.get(it), { x: 0, y: at.yOf.get(it) - CELL / 2, width: at.end, height: CELL })]);
    const columns = at.columns.map((it) => [it, band(it, made.columns.get(it), { x: at.xOf.get(it) - at.cell / 2, y: at.head, width: at.cell, height: at.high - at.head })]);
    return { rows: new Map(rows), columns: new Map(columns) };
  }

  const counts = (duties) => { const tally = Z.tally(duties); return [tally.lead, tally.support, tally.implement]; };
  const said = (it, duties) => `${named(it)} ${Z.say("counts-of", ...counts(duties))}${it.narrow ? ` ${Z.word("opens-narrower")}` : ""}`;

  function heads(made, at, band, put) {
    const nodes = [svg("rect", { class: "ground", x: 0, y: 0, width: at.wide, height: at.head })];
    for (const [it, list] of at.heads) {
      const from = at.xOf.get(list[0]) - at.cell / 2, long = list.length * at.cell, words = Z.cut(named(it), Math.max(2, Math.floor((long - 8) / LETTER)));
      const shapes = [svg("rect", { class: "span", x: from, y: 8, width: long - 1, height: 20, rx: 4 }), svg("text", { x: from + long / 2, y: 22, "text-anchor": "middle" }, words)];
      const duties = list.flatMap((one) => made.columns.get(one));
      nodes.push(put(0, null, it.key, duties, named(it), shapes, "theme span", list.map((one) => band.columns.get(one))));
    }
    at.columns.forEach((it, c) => {
      const x = at.xOf.get(it) + 4, words = svg("text", { x, y: at.head - 6, transform: `rotate(-60 ${x} ${at.head - 6})` }, Z.cut(named(it), 18));
      const label = made.fine ? across(it) : said(it, made.columns.get(it));
      nodes.push(put(-1, c, it.key, made.columns.get(it), label, [words], made.fine ? "measure column" : "theme column", [band.columns.get(it)]));
    });
    return nodes;
  }

  function sides(made, at, band, put) {
    return at.rows.flatMap((it, r) => {
      const y = at.yOf.get(it), duties = made.rows.get(it), words = svg("text", { x: at.left - 8, y: y + 4, "text-anchor": "end" }, Z.fit(it.text || it.label || Z.brief(it, at.room), at.left - 12));
      const ground = svg("rect", { class: "ground", x: 0, y: y - CELL / 2, width: at.left, height: CELL });
      return [ground, put(r, -1, it.key, duties, said(it, duties), [words], isRest(it) ? "unit rest" : "unit", [band.rows.get(it)])];
    });
  }

  // A cell opens its duty, or where it stands for several the list of their measures.
  function keyOf(it, to, duties, fine) {
    if (fine && !it.gathered || duties.length === 1) return first(duties)[0].key;
    const key = `x:${it.key} ${to.key}`;
    Z.add({ key, name: `${named(it)} · ${named(to)}`, measures: [...new Set(duties.map((duty) => duty.measure))], told: Z.word("measures") });
    return key;
  }

  function cellsOf(made, at, band, put, twin) {
    const plain = (it) => made.fine && !it.gathered, nodes = [];
    at.rows.forEach((it, r) => at.columns.forEach((to, c) => {
      const duties = made.cells.get(it).get(to);
      if (!duties) return;
      const key = keyOf(it, to, duties, made.fine), x = at.xOf.get(to), y = at.yOf.get(it);
      const label = plain(it) ? `${named(it)} ${roles(duties)} ${across(to)}` : `${named(it)} · ${named(to)} ${Z.say("counts-of", ...counts(duties))}`;
      const shapes = [svg("rect", { class: "hit", x: x - at.cell / 2, y: y - CELL / 2, width: at.cell, height: CELL }), ...sign(duties, x, y, plain(it))];
      nodes.push(put(r, c, key, duties, label, shapes, "cell", [band.rows.get(it), band.columns.get(to)]));
      const basis = () => Z.listed([...new Set(duties.map(Z.basis))]);
      twin.rows.push(made.fine ? [named(it), roles(duties), to.text, to.theme ? to.theme.name : "", basis()] : [named(it), named(to), ...counts(duties)]);
      twin.keys.push(key);
    }));
    return nodes;
  }

  // The heads follow by their own transforms; a property of the box would make the browser style every cell anew.
  function scrolling(box, moved) {
    box.addEventListener("scroll", () => {
      for (const [it, across, down] of moved) it.style.transform = `translate(${across * box.scrollLeft}px, ${down * box.scrollTop}px)`;
    });
  }

  function noteOf(chosen, made) {
    const bare = chosen.measures.filter((it) => !chosen.dutiesOf.get(it).length).length;
    const rest = [[made.down.rest, "rest-units"], [made.across.rest, "rest-themes"]].filter(([n]) => n).map(([n, key]) => Z.say(key, n));
    const gathered = made.fine ? [] : [Z.say("matrix-gathered", Z.word(made.across.across))];
    if (made.down.alike) gathered.push(Z.say("rows-alike", made.down.alike));
    return [...gathered, ...rest, bare ? Z.say("without-units", bare) : ""].filter(Boolean).join(" ");
  }

  function draw(host, chosen) {
    if (!chosen.duties.length) { host.append(Z.el("p", { class: "none" }, Z.word("no-unit-told"))); return { columns: [], rows: [], keys: [] }; }
    const made = cross(chosen), at = layout(host, made), band = bandsOf(made, at), grid = new Map(), bands = new Map(), twin = { rows: [], keys: [] };
    const put = (r, c, key, duties, label, parts, group, over) => {
      const it = Z.mark(Z.pickable(svg("g", { class: `mark node ${group}` }, svg("title", {}, label), ...parts), key, label), duties, key);
      if (c !== null) grid.set(`${r} ${c}`, it);
      bands.set(it, over.filter(Boolean));
      return it;
    };
    const layer = (name, nodes) => svg("g", { class: name }, nodes);
    const top = layer("tops", heads(made, at, band, put)), side = layer("sides", sides(made, at, band, put));
    const cells = layer("cells", cellsOf(made, at, band, put, twin)), back = layer("bands", [...band.rows.values(), ...band.columns.values()]);
    const corner = layer("corner", [svg("rect", { class: "ground", x: 0, y: 0, width: at.left, height: at.head }),
      svg("text", { x: at.left - 8, y: at.head - 8, "text-anchor": "end" }, Z.word(made.down.down))]);
    const size = { width: at.wide, height: at.high, viewBox: `0 0 ${at.wide} ${at.high}` };
    const picture = svg("svg", { class: "picture", ...size, role: "group", "aria-label": Z.word("view-matrix") }, back, cells, top, side, corner);
    const box = Z.el("div", { class: "matrix" }, picture);
    scrolling(box, [[top, 0, 1], [side, 1, 0], [corner, 1, 1]]);
    host.append(box);
    walk(picture, grid, at.rows.length, at.columns.length);
    hover(picture, bands);
    const columns = made.fine ? ["unit", "role", "measure", "theme", "basis"] : ["unit", made.across.across, "led", "supported", "implemented"];
    return { ...twin, columns, main: made.fine ? "measure" : "unit", note: noteOf(chosen, made) };
  }

  Z.walk = walk;
  Z.views.matrix = { draw };
})();
