"use strict";
// Two maps of counts, the fuller the darker: who shares measures with whom, and which bureau stands under which theme.
(() => {
  const { svg } = Z;
  const CELL = 20, HEAD = 132, MOST = 60;

  const bureaus = (facts, measure) => facts.dutiesOf.get(measure).filter((duty) => !duty.unit.many);

  // Every two bureaus that stand in a measure together, and in which ones.
  function pairs(facts) {
    const found = new Map();
    for (const measure of facts.measures) {
      const units = [...new Set(bureaus(facts, measure).map((duty) => duty.unit))].sort((a, b) => (a.id < b.id ? -1 : 1));
      units.forEach((one, n) => units.slice(n + 1).forEach((other) => {
        if (!found.has(one)) found.set(one, new Map());
        if (!found.get(one).has(other)) found.get(one).set(other, []);
        found.get(one).get(other).push(measure);
      }));
    }
    const made = [...found].flatMap(([one, others]) => [...others].map(([other, measures]) => ({ one, other, measures })));
    return made.sort((a, b) => b.measures.length - a.measures.length || a.one.i - b.one.i || a.other.i - b.other.i);
  }

  // In how many measures each bureau stands under each theme, and in how many of them it leads.
  function underThemes(facts) {
    const found = new Map();
    for (const measure of facts.measures) {
      if (!measure.theme) continue;
      for (const duty of bureaus(facts, measure)) {
        const key = `${duty.unit.i} ${measure.theme.i}`;
        if (!found.has(key)) found.set(key, { unit: duty.unit, theme: measure.theme, measures: new Set(), led: new Set(), duties: [] });
        const it = found.get(key);
        it.measures.add(measure);
        if (duty.role === "lead") it.led.add(measure);
        it.duties.push(duty);
      }
    }
    return [...found.values()].sort((a, b) => b.measures.size - a.measures.size || a.unit.i - b.unit.i || a.theme.i - b.theme.i);
  }

  // Of a list, the widest first, the ends of as many as each side has room for: no row stands without what it is shown for.
  function widest(list, sides, rooms) {
    const kept = sides.map(() => new Set());
    for (const it of list) {
      if (!sides.every((side, n) => kept[n].has(it[side]) || kept[n].size < rooms[n])) continue;
      sides.forEach((side, n) => kept[n].add(it[side]));
    }
    return kept;
  }

  // A stand-in for all that a side has no room for.
  function gather(list, side, kept) {
    const rest = new Set(list.map((it) => it[side]).filter((it) => !kept.has(it)));
    const others = { key: "", id: "", i: Infinity, name: Z.word("chart-others").replace("{n}", rest.size) };
    return (it) => (kept.has(it) ? it : others);
  }

  // Rows and columns in the order in which like stands by like; those that are gathered stand last.
  function inOrder(cells) {
    const sides = ["row", "column"].map((side) => [...new Set(cells.map((it) => it[side]))]);
    const { rows, columns } = Z.seriate(...sides.map((list) => list.filter((it) => it.key)));
    return { rows: [...rows, ...sides[0].filter((it) => !it.key)], columns: [...columns, ...sides[1].filter((it) => !it.key)] };
  }

  function sideMark(it, made, duties) {
    return it.key ? Z.mark(Z.pickable(made, it.key, it.name), Z.lit(duties), it.key) : Z.mark(made, Z.lit(duties), "");
  }

  function cellMark(it, x, y, most) {
    const strength = (0.12 + 0.46 * Math.sqrt(Math.min(1, it.n / most))).toFixed(2), half = CELL / 2;
    const made = svg("g", { class: "mark node cell" }, svg("title", {}, it.label),
      svg("rect", { class: "warm", x: x - half, y: y - half, width: CELL - 1, height: CELL - 1, rx: 2, "fill-opacity": strength }),
      it.lead ? svg("rect", { class: it.guess ? "bar lead guess" : "bar lead", x: x - half, y: y - half, width: 4, height: CELL - 1 }) : null,
      svg("text", { x: x + (it.lead ? 1.5 : -0.5), y: y + 3.5, "text-anchor": "middle" }, String(it.n)));
    return it.key ? Z.mark(Z.pickable(made, it.key, it.label), Z.lit(it.duties), it.key) : Z.mark(made, Z.lit(it.duties), "");
  }

  function dutiesOf(cells, side) {
    const found = new Map();
    for (const it of cells) {
      if (!found.has(it[side])) found.set(it[side], []);
      for (const duty of it.duties) found.get(it[side]).push(duty);
    }
    return found;
  }

  // A map of cells {row, column, n, lead, guess, duties, key, label}; names down the side and over the top stay in sight.
  function map(host, cells, rows, columns, name) {
    const left = Math.min(170, Math.max(100, host.clientWidth * 0.3));
    const narrow = host.clientWidth < 620, turn = narrow ? -90 : -60; // upright heads need no room beyond the last column
    const wide = Math.max(left + columns.length * CELL + (narrow ? 12 : 84), host.clientWidth - 4), high = HEAD + rows.length * CELL + 16;
    const xOf = new Map(columns.map((it, n) => [it, left + CELL * (n + 0.5)])), yOf = new Map(rows.map((it, n) => [it, HEAD + CELL * (n + 0.5)]));
    const down = new Map(rows.map((it, n) => [it, n])), over = new Map(columns.map((it, n) => [it, n])), grid = new Map();
    const ofRow = dutiesOf(cells, "row"), ofColumn = dutiesOf(cells, "column");
    const most = Math.max(1, ...cells.filter((it) => it.row.key && it.column.key).map((it) => it.n));
    const put = (made, r, c) => { if (made.dataset.key) grid.set(`${r} ${c}`, made); return made; };
    const marks = cells.map((it) => put(cellMark(it, xOf.get(it.column), yOf.get(it.row), most), down.get(it.row), over.get(it.column)));
    const tops = columns.map((it, c) => {
      const x = xOf.get(it) + 4, text = svg("text", { x, y: HEAD - 6, transform: `rotate(${turn} ${x} ${HEAD - 6})` }, Z.fit(Z.brief(it, host.clientWidth), 128));
      return put(sideMark(it, svg("g", { class: "mark node column" }, svg("title", {}, it.name), text), ofColumn.get(it)), -1, c);
    });
    const sides = rows.map((it, r) => {
      const y = yOf.get(it), text = svg("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, Z.fit(Z.brief(it, host.clientWidth), left - 12));
      return [svg("rect", { class: "ground", x: 0, y: y - CELL / 2, width: left, height: CELL }),
        put(sideMark(it, svg("g", { class: "mark node unit" }, svg("title", {}, it.name), text), ofRow.get(it)), r, -1)];
    });
    const ground = (width, height) => svg("rect", { class: "ground", x: 0, y: 0, width, height });
    const top = svg("g", { class: "tops" }, ground(wide, HEAD), tops), side = svg("g", { class: "sides" }, sides), corner = svg("g", { class: "corner" }, ground(left, HEAD));
    const picture = svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": name },
      svg("g", { class: "cells" }, marks), top, side, corner);
    const box = Z.el("div", { class: "matrix" }, picture);
    box.addEventListener("scroll", () => {
      const [x, y] = [box.scrollLeft, box.scrollTop];
      for (const [it, dx, dy] of [[top, 0, y], [side, x, 0], [corner, x, y]]) it.style.transform = `translate(${dx}px, ${dy}px)`;
    });
    host.append(box);
    Z.walk(picture, grid, rows.length, columns.length);
  }

  // Both halves of a pair's place in the map, and what choosing it tells.
  function pairCells(facts, it) {
    const name = `${it.one.name} — ${it.other.name}`, told = Z.say("pair-shares", it.measures.length);
    const both = it.measures.flatMap((measure) => bureaus(facts, measure)).filter((duty) => duty.unit === it.one || duty.unit === it.other);
    const { key } = Z.bundle(`p:${it.one.id}|${it.other.id}`, name, told, it.measures);
    const cell = { n: it.measures.length, duties: both, key, label: `${name} ${told}` };
    return [{ ...cell, row: it.one, column: it.other }, { ...cell, row: it.other, column: it.one }];
  }

  function drawHeat(host, facts) {
    const all = pairs(facts);
    if (!all.length) return Z.nothing(host);
    const units = new Set();
    for (const it of all) if (units.size < MOST || (units.has(it.one) && units.has(it.other))) units.add(it.one).add(it.other);
    const shown = all.filter((it) => units.has(it.one) && units.has(it.other));
    const order = Z.seriate([...units]).rows, every = new Set(all.flatMap((it) => [it.one, it.other])).size;
    map(host, shown.flatMap((it) => pairCells(facts, it)), order, order, Z.word("chart-heat"));
    return { columns: ["first-unit", "second-unit", "together"], main: "first-unit", legend: [], note: every > units.size ? Z.say("heat-left", units.size, every) : "",
      rows: all.map((it) => [it.one.name, it.other.name, it.measures.length]),
      keys: all.map((it) => (units.has(it.one) && units.has(it.other) ? Z.bundleKey(`p:${it.one.id}|${it.other.id}`) : it.one.key)) };
  }

  function themeCell(it) {
    const guess = it.lead > 0 && it.duties.every((duty) => duty.role !== "lead" || duty.guess), name = `${it.row.name} · ${it.column.name}`;
    const told = [`${Z.word("measures")} ${it.n}`, `${Z.word("led")} ${it.lead}`, guess ? Z.word("guess") : ""].filter(Boolean).join(" · ");
    const key = it.row.key && it.column.key ? Z.bundle(`x:${it.row.id}|${it.column.name}`, name, told, [...it.measures]).key : "";
    return { ...it, guess, key, label: `${name} ${told}` };
  }

  function drawThemes(host, facts) {
    const all = underThemes(facts), met = new Map();
    if (!all.length) return Z.nothing(host);
    const [units, themes] = widest(all, ["unit", "theme"], [MOST - 1, MOST - 1]), unit = gather(all, "unit", units), theme = gather(all, "theme", themes);
    for (const it of all) {
      const row = unit(it.unit), column = theme(it.theme), key = `${row.i} ${column.i}`;
      if (!met.has(key)) met.set(key, { row, column, n: 0, lead: 0, duties: [], measures: new Set() });
      const cell = met.get(key);
      cell.n += it.measures.size;
      cell.lead += it.led.size;
      for (const duty of it.duties) cell.duties.push(duty);
      it.measures.forEach((measure) => cell.measures.add(measure));
    }
    const cells = [...met.values()].map(themeCell), { rows, columns } = inOrder(cells);
    map(host, cells, rows, columns, Z.word("chart-themes"));
    const listed = all.slice().sort((a, b) => a.theme.i - b.theme.i || b.measures.size - a.measures.size || a.unit.i - b.unit.i);
    return { columns: ["theme", "unit", "measures", "led"], main: "unit", legend: ["lead", "guess"],
      rows: listed.map((it) => [it.theme.name, it.unit.name, it.measures.size, it.led.size]), keys: listed.map((it) => it.unit.key),
      note: rows.concat(columns).some((it) => !it.key) ? Z.say("chart-others-why", MOST - 1) : "" };
  }

  Z.charts.heat = { title: "chart-heat", why: "chart-heat-why", expands: true, draw: drawHeat };
  Z.charts.themes = { title: "chart-themes", why: "chart-themes-why", expands: true, draw: drawThemes };
  Object.assign(Z, { pairsOf: pairs, underThemes, widest, gather });
})();
