"use strict";
// One bureau in the middle: left what it leads and who helps with that, right what it helps with and who leads that.
(() => {
  const { svg } = Z;
  const STEP = 27, TOP = 34, MOST = 60;

  function side(unit, chosen, roles, others) {
    const own = new Map(), partners = new Map();
    for (const duty of unit.duties) {
      if (!roles.includes(duty.role) || !chosen.dutiesOf.has(duty.measure)) continue;
      own.set(duty.measure, [...(own.get(duty.measure) || []), duty]);
    }
    for (const measure of own.keys()) {
      for (const duty of chosen.dutiesOf.get(measure)) {
        if (duty.unit === unit || !others.includes(duty.role)) continue;
        if (!partners.has(duty.unit)) partners.set(duty.unit, []);
        partners.get(duty.unit).push(duty);
      }
    }
    return { own, partners };
  }

  function place(items, high) {
    const step = Math.max(STEP, (high - TOP) / Math.max(items.length, 1));
    return new Map(items.map((it, n) => [it, TOP + step * (n + 0.5)]));
  }

  function choice(host, chosen, state) {
    const picked = Z.byKey(state.pick), unit = Z.units.find((it) => it.id === state.unit);
    if (unit) return unit;
    if (picked && picked.duties && !picked.document) return picked;
    return [...chosen.units].sort((a, b) => Z.tally(b[1]).lead - Z.tally(a[1]).lead || a[0].i - b[0].i).map(([it]) => it)[0];
  }

  function draw(host, chosen, state) {
    const unit = choice(host, chosen, state);
    if (!unit) return { columns: [], rows: [], keys: [], note: Z.word("nothing-found") };
    const left = side(unit, chosen, ["lead"], ["support", "implement"]), right = side(unit, chosen, ["support", "implement"], ["lead"]);
    for (const measure of left.own.keys()) right.own.delete(measure);
    const few = (partners) => [...partners].sort((a, b) => b[1].length - a[1].length || a[0].i - b[0].i).slice(0, MOST);
    const sides = [left, right].map(({ own, partners }) => ({ own: new Map([...own].slice(0, MOST)), partners: new Map(few(partners)) }));
    const shown = { ...Z.asTable({ ...chosen, measures: [...left.own.keys(), ...right.own.keys()] }), title: unit.name };
    if (host.clientWidth < Z.NARROW) {
      Z.outlineSides(host, unit, sides, chosen);
      return shown;
    }
    const rows = Math.max(...sides.flatMap((it) => [it.own.size, it.partners.size]), 6);
    const wide = Math.max(host.clientWidth - 4, 740), high = TOP + rows * STEP + 16, middle = wide / 2;
    const edge = wide < 1000 ? 140 : 180, names = Math.floor((edge - 34) / 6.4); // room for the names of partners
    const card = Math.min(300, wide / 2 - 82 - edge - 30), xCard = [middle - 82 - card, middle + 82], xUnit = [edge, wide - edge];
    const edges = svg("g", { class: "edges" }), nodes = svg("g", { class: "nodes" });
    const guessed = (duties) => (duties[0].role === "lead" && duties.every((duty) => duty.role !== "lead" || duty.guess) ? " guess" : "");
    const line = (d, role, duties) => edges.append(Z.mark(svg("path", { class: `mark edge ${role}${guessed(duties)}`, d, "stroke-width": 1.5 }), duties));
    sides.forEach(({ own, partners }, n) => {
      const yOwn = place([...own.keys()], high), yPartner = place([...partners.keys()], high);
      for (const [measure, duties] of own) {
        const y = yOwn.get(measure);
        line(n ? Z.curve(middle + 70, high / 2, xCard[1], y) : Z.curve(xCard[0] + card, y, middle - 70, high / 2), duties[0].role, duties);
        const node = svg("g", { class: "mark node card" }, svg("title", {}, measure.text),
          svg("rect", { x: xCard[n], y: y - 11, width: card, height: 22, rx: 5 }),
          svg("text", { x: xCard[n] + 7, y: y + 4 }, Z.cut(measure.text, Math.floor((card - 14) / 6.4))));
        const label = `${Z.word(`role-${duties[0].role}`)} ${measure.text}`;
        nodes.append(Z.mark(Z.pickable(node, measure.key, label), [...duties, ...chosen.dutiesOf.get(measure)], measure.key));
      }
      for (const [other, duties] of partners) {
        const y = yPartner.get(other), x = xUnit[n];
        for (const duty of duties) {
          const at = yOwn.get(duty.measure);
          if (at !== undefined) line(n ? Z.curve(xCard[1] + card, at, x - 8, y) : Z.curve(x + 8, y, xCard[0], at), duty.role, [duty]);
        }
        const node = svg("g", { class: "mark node unit" }, svg("title", {}, other.both), svg("circle", { cx: x, cy: y, r: 3 + Math.sqrt(duties.length) }),
          svg("text", { x: n ? x + 12 : x - 12, y: y + 4, "text-anchor": n ? "start" : "end" }, `${Z.cut(other.name, names)} ${duties.length}`));
        nodes.append(Z.mark(Z.pickable(node, other.key, `${other.both} ${duties.length}`), duties, other.key));
      }
    });
    const own = [...sides[0].own.values(), ...sides[1].own.values()].flat();
    const self = svg("g", { class: "mark node self" }, svg("title", {}, unit.both), svg("rect", { x: middle - 70, y: high / 2 - 22, width: 140, height: 44, rx: 8 }),
      svg("text", { x: middle, y: high / 2 + 5, "text-anchor": "middle" }, Z.cut(unit.name, 19)));
    nodes.append(Z.mark(Z.pickable(self, unit.key, unit.name), own, unit.key));
    const heads = [[edge - 12, "helps-it", "end"], [xCard[0] + card / 2, "leads-this", "middle"], [xCard[1] + card / 2, "helps-with", "middle"],
      [wide - edge + 12, "who-leads-it", "start"]];
    const size = { width: wide, height: high, viewBox: `0 0 ${wide} ${high}` };
    host.append(svg("svg", { class: "picture", ...size, role: "group", "aria-label": `${Z.word("view-ego")} ${unit.name}` },
      svg("g", { class: "heads" }, heads.map(([x, key, anchor]) => svg("text", { x, y: 18, "text-anchor": anchor }, Z.word(key)))), edges, nodes));
    const measures = [...left.own.keys(), ...right.own.keys()], cut = measures.length - own.reduce((set, duty) => set.add(duty.measure), new Set()).size;
    return { ...shown, note: cut > 0 ? Z.say("more-left", cut) : "" };
  }

  Z.views.ego = { draw };
})();
