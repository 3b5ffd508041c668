"use strict";
// Matrix: bureaus by measures, ordered so that like stands by like; themes for measures and kinds for bureaus where there are too many.
(() => {
  const { svg } = Z;
  const CELL = 20, GAP = 8, HEAD = 156, CELLS = 6000, BUREAUS = 250, ROUNDS = 12;
  const FALLS = [["measure", "unit"], ["theme", "unit"], ["theme", "kind"], ["place", "unit"], ["place", "kind"]];

  // Something that stands for many: a place or a kind of unit.
  function standIns(prefix, value, name) {
    const made = new Map();
    return (it) => made.get(value(it)) || made.set(value(it), { i: made.size, key: `${prefix}:${value(it)}`, name: name(it) }).get(value(it));
  }
  const OF_MEASURE = {
    measure: () => (it) => it,
    theme: () => (it) => it.theme || it.document,
    place: () => standIns("g", (it) => it.document.place || it.document.label, (it) => it.document.place || it.document.label),
  };
  const OF_UNIT = { unit: () => (it) => it, kind: () => standIns("k", (it) => it.kind || "", Z.kind) };

  function cross(chosen, [across, down]) {
    const column = OF_MEASURE[across](), row = OF_UNIT[down](), rows = new Map(), columns = new Map();
    const add = (map, key, value) => { if (!map.has(key)) map.set(key, []); map.get(key).push(value); };
    const cells = new Map();
    let count = 0;
    for (const duty of chosen.duties) {
      const r = row(duty.unit), c = column(duty.measure);
      add(rows, r, duty);
      add(columns, c, duty);
      if (!cells.has(r)) cells.set(r, new Map());
      if (!cells.get(r).has(c)) count += 1;
      add(cells.get(r), c, duty);
    }
    return { fine: across === "measure", across, down, rows, columns, cells, count };
  }

  function gathered(chosen) {
    let made = null;
    for (const way of FALLS) {
      if (way[1] === "unit" && chosen.units.size > BUREAUS) continue;
      made = cross(chosen, way);
      if (made.rows.size + made.columns.size <= Z.MOST && made.count <= CELLS) break;
    }
    return made;
  }

  const byPull = (list, pull) => list.slice().sort((a, b) => pull.get(a) - pull.get(b) || a.i - b.i);
  const places = (list) => new Map(list.map((it, n) => [it, n / Math.max(list.length - 1, 1)]));
  const mean = (ties, at) => ties.reduce((sum, [it, weight]) => sum + at.get(it) * weight, 0) / ties.reduce((sum, [, weight]) => sum + weight, 0);

  // Seriation by barycentres: each goes where the mean of what it is tied to stands, leads counting double; themes stay together.
  function ordered(made) {
    const ties = { rows: new Map([...made.rows.keys()].map((it) => [it, []])), columns: new Map([...made.columns.keys()].map((it) => [it, []])) };
    for (const [r, cells] of made.cells) {
      for (const [c, duties] of cells) {
        const weight = duties.reduce((sum, duty) => sum + (duty.role === "lead" ? 2 : 1), 0);
        ties.rows.get(r).push([c, weight]);
        ties.columns.get(c).push([r, weight]);
      }
    }
    const groupOf = (it) => (made.fine ? it.theme || it.document : it);
    const groups = new Map();
    for (const it of made.columns.keys()) groups.set(groupOf(it), [...(groups.get(groupOf(it)) || []), it]);
    let rows = [...made.rows.keys()].sort((a, b) => made.rows.get(b).length - made.rows.get(a).length || a.i - b.i), columns = [...made.columns.keys()], heads = [...groups.keys()];
    for (let n = 0; n < ROUNDS; n += 1) {
      const across = places(rows), pull = new Map(columns.map((it) => [it, mean(ties.columns.get(it), across)]));
      heads = byPull(heads, new Map(heads.map((it) => [it, groups.get(it).reduce((sum, one) => sum + pull.get(one), 0) / groups.get(it).length])));
      columns = heads.flatMap((it) => byPull(groups.get(it), pull));
      const along = places(columns);
      rows = byPull(rows, new Map(rows.map((it) => [it, mean(ties.rows.get(it), along)])));
    }
    return { rows, columns, heads: made.fine ? heads.map((it) => [it, columns.filter((one) => groupOf(one) === it)]) : [] };
  }

  const first = (duties) => Z.ROLES.map((role) => duties.filter((duty) => duty.role === role)).find((it) => it.length);
  const named = (it) => it.name || it.text || it.label;
  const across = (it) => (it.text ? `${Z.source(it)} ${it.text}` : named(it));

  function sign(duties, x, y, fine) {
    const most = first(duties), { role } = most[0];
    if (!fine) {
      const tally = Z.tally(duties);
      return [svg("rect", { class: `heat ${role}`, x: x - 9, y: y - 9, width: 18, height: 18, rx: 4, "fill-opacity": Math.min(1, 0.25 + Math.sqrt(tally.all) / 8).toFixed(2) }), svg("text", { x, y: y + 4, "text-anchor": "middle" }, String(tally.all))];
    }
    if (role === "implement") return [svg("rect", { class: "sign implement", x: x - 3.5, y: y - 3.5, width: 7, height: 7 })];
    const guess = role === "lead" && most.every((duty) => duty.guess);
    return [svg("circle", { class: `sign ${role}${guess ? " guess" : ""}`, cx: x, cy: y, r: role === "lead" && !guess ? 6 : 5 })];
  }

  const roles = (duties) => [...new Set(duties.map((duty) => Z.word(duty.role === "lead" && duty.guess ? "guess" : `role-${duty.role}`)))].join("、");

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

  function draw(host, chosen) {
    const made = gathered(chosen);
    if (!made || !made.count) { host.append(Z.el("p", { class: "none" }, Z.word("no-unit-told"))); return { columns: [], rows: [], keys: [] }; }
    const { fine } = made, { rows, columns, heads } = ordered(made);
    const left = Math.min(170, Math.max(96, host.clientWidth * 0.3)), signs = Math.floor((left - 14) / 6.4);
    const xOf = new Map(), yOf = new Map(rows.map((it, n) => [it, HEAD + CELL * (n + 0.5)]));
    const starts = new Set(heads.map(([, list]) => list[0]));
    let x = left;
    for (const it of columns) { if (starts.has(it)) x += GAP; xOf.set(it, x + CELL / 2); x += CELL; }
    const wide = Math.max(x + 70, host.clientWidth - 4), high = HEAD + rows.length * CELL + 16;
    const grid = new Map(), bands = new Map(), rowBand = new Map(), columnBand = new Map(), twin = { columns: [], rows: [], keys: [] };
    const layer = (name) => svg("g", { class: name }), back = layer("bands"), cells = layer("cells"), top = layer("tops"), side = layer("sides");

    for (const it of rows) rowBand.set(it, Z.mark(svg("rect", { class: "mark band", x: 0, y: yOf.get(it) - CELL / 2, width: x, height: CELL }), made.rows.get(it), it.key));
    for (const it of columns) columnBand.set(it, Z.mark(svg("rect", { class: "mark band", x: xOf.get(it) - CELL / 2, y: HEAD, width: CELL, height: high - HEAD }), made.columns.get(it), it.key));
    back.append(...rowBand.values(), ...columnBand.values());
    const put = (r, c, key, duties, label, parts, group, over) => {
      const it = Z.mark(Z.pickable(svg("g", { class: `mark node ${group}` }, svg("title", {}, label), ...parts), key, label), duties, key);
      if (c !== null) grid.set(`${r} ${c}`, it);
      bands.set(it, over.filter(Boolean));
      return it;
    };

    top.append(svg("rect", { class: "ground", x: 0, y: 0, width: wide, height: HEAD }));
    for (const [it, list] of heads) {
      const from = xOf.get(list[0]) - CELL / 2, long = list.length * CELL, words = Z.cut(named(it), Math.max(2, Math.floor((long - 8) / 6.4)));
      top.append(put(0, null, it.key, list.flatMap((one) => made.columns.get(one)), named(it), [svg("rect", { class: "span", x: from, y: 8, width: long - 1, height: 20, rx: 4 }), svg("text", { x: from + long / 2, y: 22, "text-anchor": "middle" }, words)], "theme span", list.map((one) => columnBand.get(one))));
    }
    columns.forEach((it, c) => {
      const at = xOf.get(it) + 4;
      top.append(put(-1, c, it.key, made.columns.get(it), across(it), [svg("text", { x: at, y: HEAD - 6, transform: `rotate(-60 ${at} ${HEAD - 6})` }, Z.cut(named(it), 18))], fine ? "measure column" : "theme column", [columnBand.get(it)]));
    });
    rows.forEach((it, r) => {
      const y = yOf.get(it), tally = Z.tally(made.rows.get(it)), told = `${named(it)} ${Z.say("counts-of", tally.lead, tally.support, tally.implement)}`;
      side.append(svg("rect", { class: "ground", x: 0, y: y - CELL / 2, width: left, height: CELL }), put(r, -1, it.key, made.rows.get(it), told, [svg("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, Z.cut(named(it), signs))], "unit", [rowBand.get(it)]));
      columns.forEach((to, c) => {
        const duties = made.cells.get(it).get(to);
        if (!duties) return;
        const most = first(duties)[0], count = Z.tally(duties), key = fine || duties.length === 1 ? most.key : it.key;
        const label = fine ? `${named(it)} ${roles(duties)} ${across(to)}` : `${named(it)} · ${named(to)} ${Z.say("counts-of", count.lead, count.support, count.implement)}`;
        cells.append(put(r, c, key, duties, label, [svg("rect", { class: "hit", x: xOf.get(to) - CELL / 2, y: y - CELL / 2, width: CELL, height: CELL }), ...sign(duties, xOf.get(to), y, fine)], "cell", [rowBand.get(it), columnBand.get(to)]));
        twin.rows.push(fine ? [named(it), roles(duties), to.text, to.theme ? to.theme.name : "", [...new Set(duties.map(Z.basis))].join("、")] : [named(it), named(to), count.lead, count.support, count.implement]);
        twin.keys.push(key);
      });
    });
    twin.columns = fine ? ["unit", "role", "measure", "theme", "basis"] : [made.down, made.across, "led", "supported", "implemented"];
    const corner = svg("g", { class: "corner" }, svg("rect", { class: "ground", x: 0, y: 0, width: left, height: HEAD }), svg("text", { x: left - 8, y: HEAD - 8, "text-anchor": "end" }, Z.word(made.down)));
    const picture = svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("view-matrix") }, back, cells, top, side, corner);
    const box = Z.el("div", { class: "matrix" }, picture);
    // The heads follow by their own transforms; a property of the box would make the browser style every cell anew.
    box.addEventListener("scroll", () => {
      const [x, y] = [box.scrollLeft, box.scrollTop];
      for (const [it, dx, dy] of [[top, 0, y], [side, x, 0], [corner, x, y]]) it.style.transform = `translate(${dx}px, ${dy}px)`;
    });
    host.append(box);
    walk(picture, grid, rows.length, columns.length);
    hover(picture, bands);
    const bare = chosen.measures.filter((it) => !chosen.dutiesOf.get(it).length).length;
    const notes = [fine ? "" : Z.say("matrix-gathered", made.columns.size, Z.word(made.across), made.rows.size, Z.word(made.down)), bare ? Z.say("without-units", bare) : ""];
    return { ...twin, main: fine ? "measure" : made.down, note: notes.filter(Boolean).join(" ") };
  }

  Z.walk = walk;
  Z.views.matrix = { draw };
})();
