"use strict";
// Who works with whom within one city: the pairs that were reckoned beside chance, or all that share so many measures.
(() => {
  const BESIDE = ["more", "perhaps-more", "less", "perhaps-less"], GAPS = ["nobody", "everybody", "no-owner", "no-lead"];
  const CLASHES = ["two-leads", "lead-and-support", "guessed-lead"], LEAST = [2, 3, 5, 8, 12, 20, 40, 80];
  const UNNAMED = /^(各|有关|相关|其他|其它)|(成员单位|有关部门|有关单位|相关部门|相关单位)$/;

  const cities = (Z.raw.cities || []).map(([name, documents], i) => {
    const its = new Set(documents.map((d) => Z.documents[d]));
    return { i, documents: its, name: name || [...its][0].label, pairs: [], groups: new Map(), joins: new Map(), held: new Map() };
  });
  function measuresOf(unit, city) {
    if (!city.held.has(unit)) city.held.set(unit, new Set(unit.duties.map((duty) => duty.measure).filter((it) => city.documents.has(it.document))));
    return city.held.get(unit);
  }

  // The measures of a pair are looked up when somebody asks for them: there may be many thousand pairs.
  class Pair {
    constructor(city, one, other, shared, beside) {
      Object.assign(this, { city, one, other, shared, key: `p:${one.id}|${other.id}`, name: `${one.name} — ${other.name}` }, beside);
    }
    get measures() {
      if (!this.found) {
        const both = measuresOf(this.other, this.city);
        this.found = [...measuresOf(this.one, this.city)].filter((it) => both.has(it));
      }
      return this.found;
    }
    get told() { return this.beside ? Z.say("pair-told", this.shared, this.expected) : Z.say("pair-shares", this.shared); }
  }
  function pairOf(...told) {
    const made = new Pair(...told);
    Z.add(made);
    return made;
  }
  for (const [c, a, b, shared, expected, q, beside] of Z.raw.together || []) {
    cities[c].pairs.push(pairOf(cities[c], Z.units[a], Z.units[b], shared, { expected, q, beside: BESIDE[beside], extra: shared - expected }));
  }
  for (const [c, u, group, joins] of Z.raw.groups || []) {
    cities[c].groups.set(Z.units[u], group);
    cities[c].joins.set(Z.units[u], joins);
  }

  const alone = (Z.raw.alone || []).map(([m, u, everybody]) => ({ measure: Z.measures[m], unit: Z.units[u], everybody }));
  const gaps = (Z.raw.gaps || []).map(([m, kind]) => ({ measure: Z.measures[m], kind: GAPS[kind] }));
  const clashes = (Z.raw.clashes || []).map(([m, kind, units]) => ({ measure: Z.measures[m], kind: CLASHES[kind], units }));

  // The cities that the facets leave, and the one that is looked at: the one that was chosen, else where most is sure.
  function place(chosen, state) {
    const here = new Set(chosen.measures.map((it) => it.document)), left = cities.filter((it) => [...it.documents].some((one) => here.has(one)));
    const sure = (city) => city.pairs.filter((it) => it.beside === "more").length * 1000 + city.pairs.length;
    const best = left.reduce((most, it) => (!most || sure(it) > sure(most) ? it : most), null);
    return { left, city: left.find((it) => it.name === state.city) || best };
  }

  const named = (unit) => (unit.kind ? !["collective", "catch-all"].includes(unit.kind) : !UNNAMED.test(unit.name));

  // Every two named units of a city with a measure in common among those that are chosen, most first.
  function counted(city, chosen) {
    const found = new Map();
    for (const measure of chosen.measures) {
      if (!city.documents.has(measure.document)) continue;
      const units = [...new Set(chosen.dutiesOf.get(measure).map((duty) => duty.unit))].filter(named).sort((a, b) => a.i - b.i);
      units.forEach((one, n) => {
        if (!found.has(one)) found.set(one, new Map());
        for (const other of units.slice(n + 1)) found.get(one).set(other, (found.get(one).get(other) || 0) + 1);
      });
    }
    return [...found].flatMap(([one, others]) => [...others].map(([other, shared]) => ({ one, other, shared })))
      .sort((a, b) => b.shared - a.shared || a.one.i - b.one.i || a.other.i - b.other.i);
  }

  // How many of some pairs are sure, and how many only may be.
  function surely(key, pairs) {
    const sure = pairs.filter((it) => !it.beside.startsWith("perhaps")).length;
    return `${Z.word(key)} (${Z.say("sure-perhaps", sure, pairs.length - sure)})`;
  }

  // The menu's choices and the pairs of the one that is chosen.
  function tied(city, chosen, state) {
    const at = (it) => chosen.units.has(it.one) && chosen.units.has(it.other), mine = city.pairs.filter(at), every = counted(city, chosen);
    const most = every.length ? every[0].shared : 0, less = mine.filter((it) => it.extra < 0), more = mine.filter((it) => it.extra >= 0);
    const least = LEAST.filter((n) => n <= most), told = (n) => every.filter((it) => it.shared >= n).length;
    const options = [["", surely("tied-more", more)], ...(less.length ? [["less", surely("tied-less", less)]] : []),
      ...least.map((n) => [`all${n}`, `${Z.say("tied-all", n)} (${told(n)})`])];
    const how = options.some(([value]) => value === state.tied) ? state.tied : "";
    if (!how.startsWith("all")) return { how, options, pairs: how ? less : more };
    const known = new Map(city.pairs.map((it) => [it.key, it])), from = every.filter((it) => it.shared >= Number(how.slice(3)));
    return { how, options, pairs: from.map((it) => known.get(`p:${it.one.id}|${it.other.id}`) || pairOf(city, it.one, it.other, it.shared, {})) };
  }

  Z.ties = { alone, gaps, clashes, place, tied, named };
})();
