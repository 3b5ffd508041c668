"use strict";
// Who works together more than chance would have it: places and groups come from the facts, nothing moves. A dashed line may be chance.
(() => {
  const { svg } = Z;
  const pairs = (Z.raw.together || []).map(([a, b, shared, expected, q, sure], i) => {
    const one = Z.units[a], other = Z.units[b], both = new Set(other.duties.map((duty) => duty.measure));
    const measures = [...new Set(one.duties.map((duty) => duty.measure))].filter((it) => both.has(it));
    return { i, one, other, shared, expected, q, sure: Boolean(sure), key: `p:${one.id}|${other.id}`, name: `${one.name} — ${other.name}`, measures,
      get told() { return Z.say("pair-told", shared, expected); } };
  });
  pairs.forEach(Z.add);
  const placed = (Z.raw.groups || []).map(([u, group, x, y]) => ({ unit: Z.units[u], group, x, y }));

  function draw(host, chosen) {
    const here = placed.filter((it) => chosen.units.has(it.unit)), at = new Map(here.map((it) => [it.unit, it]));
    const shown = pairs.filter((it) => at.has(it.one) && at.has(it.other));
    if (!shown.length) { host.append(Z.el("p", { class: "none" }, Z.word("no-pairs"))); return { columns: [], rows: [], keys: [] }; }
    const wide = Math.max(host.clientWidth - 4, 760), high = Math.max(520, Math.min(1600, 26 * here.length)), side = 150;
    const x = (it) => side + it.x * (wide - 2 * side), y = (it) => 40 + it.y * (high - 80);
    const middle = new Map();
    for (const it of here) middle.set(it.group, [...(middle.get(it.group) || []), it.x]);
    const outward = (it) => { const all = middle.get(it.group); return it.x + 1e-9 >= all.reduce((a, b) => a + b, 0) / all.length; };
    const edges = shown.map((it) => {
      const [a, b] = [at.get(it.one), at.get(it.other)];
      const made = svg("path", { class: `mark edge together${it.sure ? "" : " guess"}`, d: `M${x(a)} ${y(a)}L${x(b)} ${y(b)}`, "stroke-width": (1.2 + Math.min(6, it.shared - it.expected)).toFixed(1) }, svg("title", {}, `${it.name} ${it.told}`));
      return Z.mark(Z.pickable(made, it.key, `${it.name} ${it.told}`), [...it.one.duties, ...it.other.duties].filter((duty) => it.measures.includes(duty.measure)), it.key);
    });
    const nodes = here.map((it) => {
      const n = shown.filter((pair) => pair.one === it.unit || pair.other === it.unit).length, end = outward(it);
      const made = svg("g", { class: `mark node unit group-${it.group % 6}` }, svg("title", {}, it.unit.name), svg("circle", { cx: x(it), cy: y(it), r: 4 + Math.sqrt(it.unit.duties.length) }),
        svg("text", { x: x(it) + (end ? 12 : -12), y: y(it) + 4, "text-anchor": end ? "start" : "end" }, Z.cut(it.unit.name, 24)));
      return Z.mark(Z.pickable(made, it.unit.key, `${it.unit.name} ${n}`), it.unit.duties, it.unit.key);
    });
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("view-network") }, svg("g", { class: "edges" }, edges), svg("g", { class: "nodes" }, nodes)));
    return { columns: ["first-unit", "second-unit", "together", "expected", "beyond-chance", "q-value"], main: "first-unit",
      rows: shown.map((it) => [it.one.name, it.other.name, it.shared, it.expected, Z.word(it.sure ? "chance-more" : "chance-perhaps"), it.q]), keys: shown.map((it) => it.key), note: Z.word("network-note") };
  }

  Z.views.network = { draw };
})();
