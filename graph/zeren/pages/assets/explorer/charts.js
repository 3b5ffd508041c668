"use strict";
// The charts: one menu of them, what they are drawn from (collectives as written, or their members instead), and the way to views that are charts too.
(() => {
  const { el } = Z;
  const PLAIN = ["loads", "heat", "themes", "flows", "results"];
  const ELSEWHERE = [["timeline", "chart-deadlines"], ["compare", "chart-cities"]];
  const members = Z.raw.members || { units: [], of: [] };

  // Bodies that only bear something as members of a collective.
  const extra = members.units.map(([id, name, kind], n) => ({ id, name, zh: name, both: name, kind, i: Z.units.length + n, key: `u:${id}`, known: true, duties: [] }));
  const bodies = [...Z.units, ...extra];
  const membersOf = new Map(members.of.map(([collective, year, list]) => [`${collective} ${year ?? ""}`, list.map((at) => bodies[at])]));
  for (const at of Z.raw.many || []) bodies[at].many = true;

  // The duties of a collective as those of its members in the plan's year; any other duty is itself.
  const made = new Map();
  function expanded(duty) {
    if (!made.has(duty)) {
      const list = membersOf.get(`${duty.unit.i} ${duty.measure.document.year ?? ""}`) || [];
      made.set(duty, list.length ? list.map((unit) => ({ ...duty, unit, name: unit.name, of: duty })) : [duty]);
    }
    return made.get(duty);
  }
  if (extra.length) {
    for (const duty of Z.duties) for (const one of expanded(duty)) if (one.of && one.unit.i >= Z.units.length) one.unit.duties.push(one);
    extra.forEach(Z.add);
  }

  // What a chart is drawn from: the chosen measures, the duties chosen in each, and all duties of each.
  function borne(chosen, state) {
    if (!state.expand) return { measures: chosen.measures, dutiesOf: chosen.dutiesOf, whole: (measure) => measure.duties };
    const all = state.common ? chosen : Z.select({ ...state, common: "1" }), dutiesOf = new Map();
    for (const [measure, duties] of all.dutiesOf) {
      dutiesOf.set(measure, duties.flatMap(expanded).filter((duty) => duty.of || state.common || !duty.unit.common));
    }
    return { measures: all.measures, dutiesOf, whole: (measure) => measure.duties.flatMap(expanded) };
  }

  // What a mark stands for: a member's duty is also the collective's.
  const lit = (duties) => duties.flatMap((duty) => (duty.of ? [duty, duty.of] : [duty]));

  // Something to choose that is no fact of its own: two bureaus, or a bureau under a theme, with the measures that it stands for.
  // Its key is the charts' own: what another view has made under the same words is left as it is.
  const bundleKey = (key) => `y:${key}`;
  function bundle(key, name, told, measures) {
    const it = { key: bundleKey(key), name, told, measures };
    Z.add(it);
    return it;
  }

  function controls(state, name, chart) {
    const names = PLAIN.map((it) => [it, Z.word(Z.charts[it].title)]);
    const expand = membersOf.size && chart.expands ? Z.tick(Z.word("expand-collectives"), Boolean(state.expand), (on) => Z.go({ expand: on ? "1" : "" })) : null;
    const away = ELSEWHERE.map(([view, key]) => [el("a", { href: Z.link({ view }) }, Z.word(key)), " "]);
    return el("p", { class: "controls" }, Z.menu(Z.word("view-charts"), names, name, (it) => Z.go({ chart: it })), " ",
      (chart.controls || (() => []))(state), expand, " ", el("span", { class: "away" }, `${Z.word("see-also")} `, away));
  }

  // Bodies that stand in nearly every measure and are left out: each with the number of its measures, and the way to show them.
  function universal(chosen, state) {
    const left = new Map();
    if (state.common) return [];
    for (const measure of chosen.measures) {
      const whole = measure.duties.filter((it) => !state.expand || expanded(it)[0] === it); // not drawn as its members
      for (const unit of new Set(whole.map((it) => it.unit))) if (unit.common) left.set(unit, (left.get(unit) || 0) + 1);
    }
    const names = [...left].sort((a, b) => b[1] - a[1] || a[0].i - b[0].i).map(([unit, n]) => `${unit.name} ${n}`);
    return names.length ? [`${Z.say("not-shown", Z.listed(names))} `, el("a", { href: Z.link({ common: "1" }) }, Z.word("show-universal"))] : [];
  }

  function draw(host, chosen, state) {
    const name = PLAIN.includes(state.chart) ? state.chart : PLAIN[0], chart = Z.charts[name];
    const notes = [chart.why, chart.expands && state.expand ? "chart-expanded" : ""].filter(Boolean).map(Z.word);
    host.append(controls(state, name, chart), el("p", { class: "why chart-why" }, notes.join(" ")));
    const told = chart.draw(host, borne(chosen, state), state), left = universal(chosen, state);
    return { ...told, note: left.length ? [told.note ? `${told.note} ` : "", ...left] : told.note };
  }

  const nothing = (host, key = "chart-empty") => { host.append(el("p", { class: "none" }, Z.word(key))); return { columns: [], rows: [], keys: [], legend: [] }; };
  Z.charts = {};
  Object.assign(Z, { borne, lit, bundle, bundleKey, nothing });
  Z.views.charts = { draw };
})();
