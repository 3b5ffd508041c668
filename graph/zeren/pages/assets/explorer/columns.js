"use strict";
// Columns: themes, measures, bureaus from left to right in the order of the documents; themes and bureaus alone where there are many.
(() => {
  const { svg } = Z;
  const ROW = 22, UNIT = 20, TOP = 34;

  // Keys at the weighted mean height of what they are tied to, at least a step apart, in that order.
  function spread(pulls, step, top, bottom) {
    const mean = [...pulls].map(([it, ys]) => [it, ys.reduce((a, b) => a + b, 0) / Math.max(ys.length, 1)]);
    mean.sort((a, b) => a[1] - b[1] || a[0].i - b[0].i);
    const wide = Math.max(step, (bottom - top) / Math.max(mean.length, 1));
    return new Map(mean.map(([it], n) => [it, top + wide * (n + 0.5)]));
  }

  const roleOf = (duties) => Z.ROLES.find((role) => duties.some((duty) => duty.role === role)) || "support";
  const told = (it, tally) => `${it.both || it.name} ${tally.all} ${Z.say("counts-of", tally.lead, tally.support, tally.implement)}`;

  function box(parts, duties, it, label, group) {
    const made = svg("g", { class: `mark node ${group}` }, svg("title", {}, label), ...parts);
    return Z.mark(Z.pickable(made, it.key, label), duties, it.key);
  }
  const edge = (d, role, duties, width = 1.4, guess = false) =>
    Z.mark(svg("path", { class: `mark edge ${role}${guess ? " guess" : ""}`, d, "stroke-width": width.toFixed(1) }), duties);
  const text = (x, y, words, anchor, columns) => svg("text", { x, y: y + 4, "text-anchor": anchor }, Z.cut(words, columns));

  // Bureaus in the order of what they lead, then of all they bear.
  function byLoad(bodies) {
    const loads = [...bodies].map(([it, duties]) => [it, Z.tally(duties)]);
    loads.sort((a, b) => b[1].lead - a[1].lead || b[1].all - a[1].all || a[0].i - b[0].i);
    return new Map(loads.map(([it], n) => [it, [n]]));
  }

  function groupOf(state, chosen) {
    const themed = new Set(chosen.measures.map(Z.groupOf));
    if (state.by !== "kind" && themed.size + chosen.units.size <= Z.MOST) return Z.groupOf;
    const places = new Map(), of = (name) => places.get(name) || places.set(name, { i: places.size, key: `g:${name}`, name }).get(name);
    return (it) => of(it.document.place || it.document.label);
  }

  // Bureaus beyond what can be told apart go together by kind.
  function unitOf(chosen, left) {
    if (chosen.units.size <= left) return (unit) => unit;
    const kinds = new Map();
    return (unit) => {
      if (!kinds.has(unit.kind)) kinds.set(unit.kind, { i: kinds.size, key: `k:${unit.kind}`, name: Z.kind(unit) });
      return kinds.get(unit.kind);
    };
  }

  function gathered(every, state) {
    const chosen = { ...every, measures: every.measures.filter((it) => every.dutiesOf.get(it).length) };
    const fine = state.by === "measure" && chosen.measures.length + chosen.units.size <= Z.MOST;
    const group = groupOf(state, chosen), body = unitOf(chosen, Z.MOST / 2);
    const groups = new Map(), bodies = new Map(), ties = new Map();
    const add = (map, key, value) => { if (!map.has(key)) map.set(key, []); map.get(key).push(value); };
    for (const measure of chosen.measures) {
      const of = group(measure);
      if (!groups.has(of)) groups.set(of, []);
      for (const duty of chosen.dutiesOf.get(measure)) {
        groups.get(of).push(duty);
        add(bodies, body(duty.unit), duty);
        const from = fine ? measure : of, to = body(duty.unit);
        if (!ties.has(from)) ties.set(from, new Map());
        add(ties.get(from), to, duty);
      }
    }
    return { fine, group, body, groups, bodies, ties, measures: chosen.measures };
  }

  // What is set above the picture: with measures or themes alone, and in which order bureaus stand.
  function choices(state) {
    return Z.el("p", { class: "controls" },
      Z.menu(Z.word("shown-as"), [["measure", Z.word("columns-fine")], ["theme", Z.word("columns-coarse")]], state.by, (by) => Z.go({ by })), " ",
      Z.menu(Z.word("units-by"), [["", Z.word("by-place")], ["load", Z.word("by-load")]], state.sort === "load" ? "load" : "", (sort) => Z.go({ sort })));
  }

  // Measures that the picture cannot hold, with the way to them: those of no unit, and those of hidden units alone.
  function bare(chosen) {
    const left = chosen.measures.filter((it) => !chosen.dutiesOf.get(it).length), none = left.filter((it) => !it.duties.length).length;
    const told = (key, n, to) => (n ? [Z.el("a", { href: Z.link(to) }, Z.say(key, n)), " "] : []);
    return [...told("without-units", none, { view: "table", role: ["none"] }), ...told("hidden-units-only", left.length - none, { common: "1" })];
  }

  function draw(host, chosen, state) {
    const made = gathered(chosen, state);
    const { fine, groups, bodies, ties } = made;
    if (!made.measures.length) {
      host.append(Z.el("p", { class: "none" }, bare(chosen)));
      return Z.asTable(chosen);
    }
    if (host.clientWidth < Z.NARROW) {
      Z.outline(host, made, chosen);
      return { ...Z.asTable(chosen), note: bare(chosen) };
    }
    host.append(choices(state));
    const wide = Math.max(host.clientWidth - 4, 680), tight = wide < 900;
    const xGroup = tight ? 130 : 150, english = document.documentElement.lang === "en";
    const label = (tight ? 170 : 210) + (english ? 70 : 0), xUnit = wide - label, xFrom = xGroup + (tight ? 70 : 150), xTo = xUnit - (tight ? 90 : 190);
    const sorted = fine ? made.measures.slice().sort((a, b) => made.group(a).i - made.group(b).i || a.i - b.i) : [];
    const high = TOP + Math.max(sorted.length * ROW, groups.size * (fine ? 30 : 36), bodies.size * UNIT, 240) + 12;
    const yOf = new Map(sorted.map((it, n) => [it, TOP + (high - TOP) * (n + 0.5) / Math.max(sorted.length, 1)]));
    const pulls = new Map([...groups.keys()].map((it, n) => [it, fine ? sorted.filter((m) => made.group(m) === it).map((m) => yOf.get(m)) : [n]]));
    const yGroup = spread(pulls, fine ? 24 : 30, TOP, high);
    const source = (it) => (fine ? yOf.get(it) : yGroup.get(it));
    const tied = new Map([...bodies.keys()].map((it) => [it, []]));
    const leading = new Set([...bodies].filter(([, duties]) => duties.some((one) => one.role === "lead")).map(([it]) => it));
    for (const [from, to] of ties) {
      for (const [unit, duties] of to) {
        for (const duty of duties) if (duty.role === "lead" || !leading.has(unit)) tied.get(unit).push(source(from));
      }
    }
    const yUnit = spread(state.sort === "load" ? byLoad(bodies) : tied, UNIT, TOP, high);

    const edges = svg("g", { class: "edges" }), nodes = svg("g", { class: "nodes" });
    for (const measure of sorted) {
      edges.append(edge(Z.curve(xGroup + 8, yGroup.get(made.group(measure)), xFrom - 8, yOf.get(measure)), "theme", chosen.dutiesOf.get(measure), 1));
    }
    const lines = [];
    for (const [from, to] of ties) for (const [unit, duties] of to) lines.push([roleOf(duties), from, unit, duties]);
    lines.sort((a, b) => Z.ROLES.indexOf(b[0]) - Z.ROLES.indexOf(a[0]));
    for (const [role, from, unit, duties] of lines) {
      const start = fine ? xTo + 4 : xGroup + 8;
      const guess = role === "lead" && duties.every((duty) => duty.role !== "lead" || duty.guess);
      edges.append(edge(Z.curve(start, source(from), xUnit - 8, yUnit.get(unit)), role, duties, 1 + Math.min(5, Math.sqrt(duties.length)) * 0.5, guess));
    }
    for (const [it, y] of yGroup) {
      const parts = [svg("circle", { cx: xGroup, cy: y, r: 4.5 }), svg("text", { x: xGroup - 12, y: y + 4, "text-anchor": "end" }, Z.fit(it.name, xGroup - 18))];
      nodes.append(box(parts, groups.get(it), it, it.document ? it.document.title : it.name, "theme"));
    }
    for (const it of sorted) {
      const y = yOf.get(it), room = Math.floor((xTo - xFrom - 14) / 6.6);
      const parts = [svg("circle", { cx: xFrom, cy: y, r: 3.5 }), text(xFrom + 9, y, it.text, "start", room)];
      nodes.append(box(parts, chosen.dutiesOf.get(it), it, `${Z.source(it)} ${it.text}`, "measure"));
    }
    for (const [it, y] of yUnit) {
      const tally = Z.tally(bodies.get(it)), room = Math.floor((label - 22) / 6.6), count = ` ${tally.all}`;
      const parts = [svg("circle", { cx: xUnit, cy: y, r: 2.5 + Math.min(5, Math.sqrt(tally.all)) }),
        svg("text", { x: xUnit + 12, y: y + 4, "text-anchor": "start" }, Z.cut(it.name, room - count.length), svg("tspan", { class: "count" }, count))];
      nodes.append(box(parts, bodies.get(it), it, told(it, tally), tally.lead ? "unit leads" : "unit"));
    }
    const heads = [[xGroup - 12, "theme", "end"], fine ? [xFrom, "measure", "start"] : null, [xUnit + 12, "unit", "start"]].filter(Boolean);
    const size = { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` };
    host.append(svg("svg", { class: "picture", ...size, role: "group", "aria-label": Z.word("view-columns") },
      svg("g", { class: "heads" }, heads.map(([x, key, anchor]) => svg("text", { x, y: 18, "text-anchor": anchor }, Z.word(key)))), edges, nodes));
    return { ...Z.asTable(chosen), note: [fine || state.by !== "measure" ? "" : `${Z.say("gathered", made.measures.length)} `, ...bare(chosen)] };
  }

  Z.views.columns = { draw };
})();
