"use strict";
// Compare: two cities, years or bureaus side by side; what each bears by theme as mirrored bars, what they share, and the same indicators.
(() => {
  const { el, svg, word } = Z;
  const BYS = ["place", "year", "unit"], ROW = 24, TOP = 44, THEMES = 60, LISTED = 100;
  const theme = (measure) => (measure.theme ? measure.theme.name : word("no-theme"));

  // What can be compared: every city, year or bureau of the chosen measures, the one with most measures first.
  function choices(chosen, by) {
    const found = new Map();
    const add = (id, name, key, measure) => { if (!found.has(id)) found.set(id, { id, name, key, i: found.size, measures: new Set() }); found.get(id).measures.add(measure); };
    for (const measure of chosen.measures) {
      const { place, year } = measure.document;
      if (by === "unit") for (const duty of chosen.dutiesOf.get(measure)) add(duty.unit.id, duty.unit.name, duty.unit.key, measure);
      else if (by === "place" ? place : year) add(String(by === "place" ? place : year), String(by === "place" ? place : year), "", measure);
    }
    return [...found.values()].sort((a, b) => b.measures.size - a.measures.size || a.i - b.i);
  }

  const bearer = (side, by) => (duty) => by !== "unit" || duty.unit.id === side.id;

  function themesOf(chosen, side, by) {
    const found = new Map();
    for (const measure of side.measures) {
      const duties = chosen.dutiesOf.get(measure).filter(bearer(side, by)), name = theme(measure);
      if (!found.has(name)) found.set(name, { name, key: measure.theme ? measure.theme.key : measure.document.key, measures: [], duties: [] });
      found.get(name).measures.push(measure);
      found.get(name).duties.push(...duties);
    }
    return found;
  }

  // Of a bureau: in how many measures it leads, supports, implements; of a city or year: how many measures have a lead, and how many none.
  function parts(it, by) {
    if (!it) return [];
    const tally = Z.tally(it.duties), sure = Z.tally(it.duties.filter((duty) => !duty.guess)).lead, leads = [["lead", sure], ["lead guess", tally.lead - sure]];
    return [...leads, ...(by === "unit" ? [["support", tally.support], ["implement", tally.implement]] : [["bare", it.measures.length - tally.lead]])];
  }
  const total = (it, by) => parts(it, by).reduce((sum, [, n]) => sum + n, 0);

  function picker(state, by, sides, options) {
    const menu = (name, chosen, list, label) => Z.menu(label, list, chosen, (value) => Z.go({ [name]: value, ...(name === "sides" ? { a: "", b: "" } : {}) }));
    const list = options.map((it) => [it.id, `${it.name} ${it.measures.size}`]);
    return el("form", { class: "pair", onsubmit: (event) => event.preventDefault() }, menu("sides", by, BYS.map((it) => [it, word(it)]), word("compare")), sides.map((it, n) => menu(n ? "b" : "a", it.id, list, word(n ? "side-b" : "side-a"))));
  }

  function bars(host, names, of, sides, by) {
    const wide = Math.max(Math.min(host.clientWidth - 4, 1100), 340), label = Math.min(170, wide * 0.34), room = (wide - label) / 2 - 34, middle = wide / 2;
    const most = Math.max(1, ...names.flatMap((name) => of.map((map) => total(map.get(name), by)))), high = TOP + names.length * ROW + 10;
    const nodes = svg("g", { class: "nodes" });
    names.forEach((name, row) => {
      const y = TOP + row * ROW, shared = of.every((map) => map.has(name)), any = of[0].get(name) || of[1].get(name), duties = of.flatMap((map) => (map.get(name) || { duties: [] }).duties);
      const told = `${name} ${word(shared ? "shared" : of[0].has(name) ? "side-a" : "side-b")}: ${sides.map((side, n) => `${side.name} ${total(of[n].get(name), by)}`).join(", ")}`;
      const shapes = [svg("title", {}, told), svg("rect", { class: "hit", x: 0, y, width: wide, height: ROW }), svg("text", { class: shared ? "" : "own", x: middle, y: y + 16, "text-anchor": "middle" }, Z.cut(name, Math.floor(label / 6.4)))];
      of.forEach((map, n) => {
        let at = 0;
        for (const [role, count] of parts(map.get(name), by)) {
          const long = (count / most) * room;
          if (count) shapes.push(svg("rect", { class: `bar ${role}`, x: n ? middle + label / 2 + at : middle - label / 2 - at - long, y: y + 4, width: Math.max(long - 1, 1), height: ROW - 8 }));
          at += long;
        }
        if (at) shapes.push(svg("text", { class: "sum", x: n ? middle + label / 2 + at + 5 : middle - label / 2 - at - 5, y: y + 16, "text-anchor": n ? "start" : "end" }, String(total(map.get(name), by))));
      });
      nodes.append(Z.mark(Z.pickable(svg("g", { class: "mark node row" }, shapes), any.key, told), duties, any.key));
    });
    const heads = sides.map((side, n) => svg("text", { class: "side", x: n ? middle + label / 2 : middle - label / 2, y: 26, "text-anchor": n ? "start" : "end" }, Z.cut(side.name, Math.floor(room / 7))));
    return svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": `${word("view-compare")} ${sides.map((it) => it.name).join(" – ")}` }, svg("g", {}, heads), nodes);
  }

  const go = (key, text) => el("a", { class: "go", href: Z.link({ pick: key }) }, text);
  const listed = (title, items) => (items.length ? el("section", {}, el("h3", {}, `${title} ${items.length}`), el("ul", { class: "brief" }, items.slice(0, LISTED).map((it) => el("li", {}, it))), items.length > LISTED ? el("p", { class: "why" }, Z.say("more-left", items.length - LISTED)) : null) : null);

  function figures(side) {
    const found = new Map();
    for (const measure of side.measures) for (const it of measure.targets) if (it.indicator) found.set(it.indicator, [...(found.get(it.indicator) || []), it]);
    return found;
  }

  // The same indicator on both sides; both amounts are told, and that they cannot be compared where the units differ.
  function indicators(sides) {
    const [a, b] = sides.map(figures), rows = [];
    for (const [name, left] of a) {
      if (!b.has(name)) continue;
      const right = b.get(name), units = new Set([...left, ...right].map((it) => it.unit || ""));
      rows.push({ name, left, right, why: units.size > 1 ? "reason-units-differ" : [...left, ...right].some((it) => it.value === null) ? "reason-no-number" : "" });
    }
    return rows;
  }

  function figureTable(rows, sides) {
    if (!rows.length) return null;
    const cell = (list) => list.map((it, n) => [n ? "、" : null, go(it.measure.key, it.amount || it.quote)]);
    return el("section", {}, el("h3", {}, `${word("compare-indicators")} ${rows.length}`), el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": word("compare-indicators") }, el("table", { class: "sheet" },
      el("thead", {}, el("tr", {}, [word("indicator"), ...sides.map((it) => it.name), ""].map((it) => el("th", { scope: "col" }, it)))),
      el("tbody", {}, rows.slice(0, LISTED).map((it) => el("tr", {}, el("td", {}, it.name), el("td", {}, cell(it.left)), el("td", {}, cell(it.right)), el("td", { class: "why" }, it.why ? word(it.why) : "")))))));
  }

  // Of two bureaus: the measures in which both stand, and who works with both.
  function together(chosen, sides) {
    const partners = sides.map((side) => new Map([...side.measures].flatMap((measure) => chosen.dutiesOf.get(measure)).map((duty) => [duty.unit.id, duty.unit])));
    const both = [...sides[0].measures].filter((it) => sides[1].measures.has(it)), mutual = [...partners[0].values()].filter((it) => partners[1].has(it.id) && sides.every((side) => side.id !== it.id));
    return [listed(word("shared-measures"), both.map((it) => [go(it.key, it.text), el("span", { class: "where" }, ` ${Z.source(it)}`)])), listed(word("shared-partners"), mutual.map((it) => go(it.key, it.name)))];
  }

  function draw(host, chosen, state) {
    const by = BYS.includes(state.sides) ? state.sides : BYS.find((it) => choices(chosen, it).length > 1) || "unit";
    const options = choices(chosen, by), a = options.find((it) => it.id === state.a) || options.find((it) => it.id !== state.b) || options[0], b = options.find((it) => it.id === state.b && it !== a) || options.find((it) => it !== a);
    if (!a || !b) { host.append(a ? picker(state, by, [a], options) : "", el("p", { class: "none" }, word("nothing-to-compare"))); return { columns: [], rows: [], keys: [] }; }
    const sides = [a, b], of = sides.map((it) => themesOf(chosen, it, by)), weight = (name) => of.reduce((sum, map) => sum + total(map.get(name), by), 0);
    const every = [...new Set(of.flatMap((it) => [...it.keys()]))].filter(weight), rank = (name) => (of.every((it) => it.has(name)) ? 0 : of[0].has(name) ? 1 : 2);
    const names = every.sort((one, two) => rank(one) - rank(two) || weight(two) - weight(one) || (one < two ? -1 : 1)), kept = names.slice(0, THEMES);
    host.append(el("div", { class: "compared" }, picker(state, by, sides, options), bars(host, kept, of, sides, by), by === "unit" ? together(chosen, sides) : null, figureTable(indicators(sides), sides)));
    const columns = by === "unit" ? ["theme", "common-to", "side", "led", "supported", "implemented"] : ["theme", "common-to", "side", "measures", "led"];
    const rows = [], keys = [];
    for (const name of names) {
      of.forEach((map, n) => {
        const it = map.get(name), tally = it && Z.tally(it.duties);
        if (!it) return;
        rows.push([name, word(rank(name) ? "own" : "shared"), sides[n].name, ...(by === "unit" ? [tally.lead, tally.support, tally.implement] : [it.measures.length, tally.lead])]);
        keys.push(it.key);
      });
    }
    return { columns, rows, keys, main: "theme", legend: by === "unit" ? undefined : ["lead", "guess", "bare"], note: names.length > kept.length ? Z.say("more-left", names.length - kept.length) : "" };
  }

  Z.views.compare = { draw };
})();
