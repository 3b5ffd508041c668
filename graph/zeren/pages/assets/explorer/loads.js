"use strict";
// Who carries how much: stacked bars under one of three weightings, and how the ranks move under the other two.
(() => {
  const { svg, el } = Z;
  const BAR = 20, TOP = 40, MOST = 80, NAME = 190;
  const WEIGHTS = ["count", "share", "lead"];

  // What one duty of a measure weighs: one; an equal part of the measure; or half of it for those who lead, half for the rest.
  function weigh(duty, duties, how) {
    if (how === "count") return 1;
    const bearers = new Set(duties.map((it) => it.unit)).size;
    if (how === "share") return 1 / bearers;
    const leads = new Set(duties.filter((it) => it.role === "lead").map((it) => it.unit)), rest = bearers - leads.size;
    if (!leads.size || !rest) return 1 / bearers;
    return 0.5 / (leads.has(duty.unit) ? leads.size : rest);
  }

  // A unit's load by role; a unit that stands in a measure twice bears it once, in its first role.
  function loads(chosen, how) {
    const made = new Map();
    for (const [measure, duties] of chosen.dutiesOf) {
      const seen = new Set();
      for (const duty of [...duties].sort((a, b) => Z.ROLES.indexOf(a.role) - Z.ROLES.indexOf(b.role))) {
        if (seen.has(duty.unit)) continue;
        seen.add(duty.unit);
        if (!made.has(duty.unit)) made.set(duty.unit, { lead: 0, support: 0, implement: 0, all: 0, duties: [] });
        const one = made.get(duty.unit), part = weigh(duty, measure.duties, how);
        one[duty.role] += part;
        one.all += part;
        one.duties.push(duty);
      }
    }
    return [...made].sort((a, b) => b[1].all - a[1].all || b[1].lead - a[1].lead || a[0].i - b[0].i);
  }

  const round = (value) => Math.round(value * 100) / 100;

  function choice(state) {
    const made = Z.menu(Z.word("weighting"), WEIGHTS.map((name) => [name, Z.word(`weight-${name}`)]), state.weight, (weight) => Z.go({ weight }));
    return el("p", { class: "controls" }, made, " ", el("small", {}, Z.word(`weight-${state.weight}-why`)));
  }

  function draw(host, chosen, state) {
    const weight = WEIGHTS.includes(state.weight) ? state.weight : "count";
    const ranks = new Map(WEIGHTS.map((how) => [how, new Map(loads(chosen, how).map(([unit], n) => [unit, n + 1]))]));
    const all = loads(chosen, weight), shown = all.slice(0, MOST);
    const wide = Math.max(host.clientWidth - 4, 640), high = TOP + shown.length * BAR + 12, span = wide - NAME - 170;
    const most = shown.length ? shown[0][1].all : 1;
    const bars = shown.map(([unit, load], n) => {
      const y = TOP + n * BAR;
      let x = NAME;
      const parts = Z.ROLES.map((role) => {
        const length = load[role] / most * span, made = svg("rect", { class: `part ${role}`, x, y: y + 3, width: Math.max(length, 0), height: BAR - 6 });
        x += length;
        return made;
      });
      const moved = WEIGHTS.filter((how) => how !== weight).map((how) => `${Z.word(`weight-${how}`)} ${ranks.get(how).get(unit)}`).join(" · ");
      const label = `${n + 1} ${unit.name} ${round(load.all)} ${Z.say("counts-of", round(load.lead), round(load.support), round(load.implement))}`;
      const made = svg("g", { class: "mark node bar-row" }, svg("title", {}, label), svg("rect", { class: "ground", x: 0, y, width: wide, height: BAR }),
        svg("text", { x: NAME - 8, y: y + 14, "text-anchor": "end" }, Z.cut(unit.name, 26)), parts,
        svg("text", { x: x + 6, y: y + 14 }, String(round(load.all))), svg("text", { class: "quiet", x: wide - 8, y: y + 14, "text-anchor": "end" }, moved));
      return Z.mark(Z.pickable(made, unit.key, label), load.duties, unit.key);
    });
    const heads = [[NAME - 8, "unit", "end"], [NAME, `weight-${weight}`, "start"], [wide - 8, "rank-otherwise", "end"]];
    host.append(choice({ weight }), svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": `${Z.word("view-loads")} ${Z.word(`weight-${weight}`)}` },
      svg("g", { class: "heads" }, heads.map(([x, key, anchor]) => svg("text", { x, y: 24, "text-anchor": anchor }, Z.word(key)))), bars));
    return {
      columns: ["unit", "kind", "led", "supported", "implemented", `weight-${weight}`, "rank-count", "rank-share", "rank-lead"], main: "unit",
      rows: all.map(([unit, load]) => [unit.name, Z.kind(unit), round(load.lead), round(load.support), round(load.implement), round(load.all), ...WEIGHTS.map((how) => ranks.get(how).get(unit))]),
      keys: all.map(([unit]) => unit.key), legend: Z.ROLES, note: all.length > MOST ? Z.say("more-left", all.length - MOST) : "",
    };
  }

  Z.views.loads = { draw };
})();
