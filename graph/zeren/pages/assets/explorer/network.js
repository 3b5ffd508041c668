"use strict";
// Who works together more than chance would have it, by groups that the facts tell. A dashed line may be chance.
(() => {
  const { svg } = Z;
  const STEP = 21, BLOCK = 300;
  const pairs = (Z.raw.together || []).map(([a, b, shared, expected, q, sure], i) => {
    const one = Z.units[a], other = Z.units[b], both = new Set(other.duties.map((duty) => duty.measure));
    const measures = [...new Set(one.duties.map((duty) => duty.measure))].filter((it) => both.has(it));
    return { i, one, other, shared, expected, q, sure: Boolean(sure), key: `p:${one.id}|${other.id}`, name: `${one.name} — ${other.name}`, measures,
      get told() { return Z.say("pair-told", shared, expected); } };
  });
  pairs.forEach(Z.add);
  const placed = (Z.raw.groups || []).map(([u, group]) => ({ unit: Z.units[u], group }));

  // The duties of the two in the measures that they share.
  const both = (pair) => [...pair.one.duties, ...pair.other.duties].filter((duty) => pair.measures.includes(duty.measure));

  // A block a group, its bureaus one below the other with arcs beside them: no label covers another, however many there are.
  function laid(here, shown, wide) {
    const groups = new Map();
    for (const it of here) groups.set(it.group, [...(groups.get(it.group) || []), it.unit]);
    const columns = Array(Math.max(1, Math.floor(wide / BLOCK))).fill(18), spots = new Map();
    for (const [block, units] of [...groups].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])) {
      const n = columns.indexOf(Math.min(...columns)), at = new Map(units.map((unit, y) => [unit, y]));
      for (let round = 0; round < 6; round += 1) {
        const pull = new Map(units.map((unit) => {
          const near = shown.filter((pair) => pair.one === unit || pair.other === unit).map((pair) => at.get(pair.one === unit ? pair.other : pair.one)).filter((y) => y !== undefined);
          return [unit, near.length ? near.reduce((a, b) => a + b, 0) / near.length : at.get(unit)];
        }));
        [...units].sort((a, b) => pull.get(a) - pull.get(b) || a.i - b.i).forEach((unit, y) => at.set(unit, y));
      }
      for (const [unit, y] of at) spots.set(unit, { block, x: n * (wide / columns.length) + 96, y: columns[n] + y * STEP });
      columns[n] += units.length * STEP + 22;
    }
    return spots;
  }

  function draw(host, chosen) {
    const here = placed.filter((it) => chosen.units.has(it.unit)), at = new Map(here.map((it) => [it.unit, it]));
    const shown = pairs.filter((it) => at.has(it.one) && at.has(it.other));
    if (!shown.length) { host.append(Z.el("p", { class: "none" }, Z.word("no-pairs"))); return { columns: [], rows: [], keys: [] }; }
    const wide = Math.max(host.clientWidth - 4, 340), spots = laid(here, shown, wide), high = Math.max(...[...spots.values()].map((it) => it.y)) + 26;
    const edges = shown.map((it) => {
      const [a, b] = [spots.get(it.one), spots.get(it.other)], bow = Math.min(90, 14 + Math.abs(a.y - b.y) * 0.5);
      const d = a.block === b.block ? `M${a.x - 6} ${a.y}C${a.x - bow} ${a.y} ${b.x - bow} ${b.y} ${b.x - 6} ${b.y}` : Z.curve(a.x, a.y, b.x, b.y);
      const made = svg("path", { class: `mark edge together${it.sure ? "" : " guess"}`, d, "stroke-width": (1.2 + Math.min(5, it.shared - it.expected)).toFixed(1) }, svg("title", {}, `${it.name} ${it.told}`));
      return Z.mark(Z.pickable(made, it.key, `${it.name} ${it.told}`), both(it), it.key);
    });
    const nodes = here.map((it) => {
      const { x, y } = spots.get(it.unit), own = shown.filter((pair) => pair.one === it.unit || pair.other === it.unit), n = own.length;
      const made = svg("g", { class: `mark node unit group-${it.group % 6}` }, svg("title", {}, it.unit.name), svg("circle", { cx: x, cy: y, r: 3 + Math.min(4, Math.sqrt(n)) }),
        svg("text", { x: x + 11, y: y + 4 }, `${Z.cut(it.unit.name, 24)} ${n}`));
      return Z.mark(Z.pickable(made, it.unit.key, `${it.unit.name} ${n}`), own.flatMap(both), it.unit.key);
    });
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("view-network") }, svg("g", { class: "edges" }, edges), svg("g", { class: "nodes" }, nodes)));
    return { columns: ["first-unit", "second-unit", "together", "expected", "beyond-chance", "q-value"], main: "first-unit",
      rows: shown.map((it) => [it.one.name, it.other.name, it.shared, it.expected, Z.word(it.sure ? "chance-more" : "chance-perhaps"), it.q]), keys: shown.map((it) => it.key), legend: ["sure", "perhaps"], note: Z.word("network-note") };
  }

  Z.views.network = { draw };
})();
