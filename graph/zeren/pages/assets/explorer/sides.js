"use strict";
// What can stand side by side, and what each side bears: places, years, bureaus, and bureaus of one function in several places.
(() => {
  const KINDS = ["place", "year", "unit", "function"], MOST = 400;
  const STANDING = ["lead", "guess", "support", "implement", "bare"];
  const bureau = (kind) => kind === "unit" || kind === "function";

  const placed = (unit) => (unit.place && !unit.name.includes(unit.place) && !/[·・]/.test(unit.name) ? `${unit.place} ${unit.name}` : unit.name);

  // Every side there is, the one with most measures first; a bureau the reader has chosen is always among them.
  function choices(chosen, kind, pick) {
    const found = new Map();
    const add = (id, name, group, measure, unit) => {
      if (!found.has(id)) found.set(id, { id, name, group, unit, i: found.size, measures: new Set() });
      found.get(id).measures.add(measure);
    };
    for (const measure of chosen.measures) {
      const value = measure.document[kind];
      if (!bureau(kind)) { if (value) add(String(value), String(value), "", measure, null); continue; }
      for (const { unit } of chosen.dutiesOf.get(measure)) {
        if (kind === "unit") add(unit.id, unit.name, unit.place || "", measure, unit);
        else if (unit.function) add(unit.id, placed(unit), unit.function.name, measure, unit);
      }
    }
    const all = [...found.values()].sort((a, b) => b.measures.size - a.measures.size || a.i - b.i), alike = kind === "function" ? ofSeveral(all) : all;
    return alike.filter((it, n) => n < MOST || it.unit.key === pick);
  }

  // Only functions that two bureaus have: there is nothing to hold the others against.
  function ofSeveral(all) {
    const times = new Map();
    for (const { unit } of all) times.set(unit.function, (times.get(unit.function) || 0) + 1);
    return all.filter(({ unit }) => times.get(unit.function) > 1);
  }

  // The two that are chosen, or the first two that can be held against each other.
  function pair(options, kind, state) {
    const fits = (a) => (b) => b !== a && (kind !== "function" || b.unit.function === a.unit.function);
    const first = [(it) => it.id === state.a, (it) => it.unit && it.unit.key === state.pick, (it) => it.id !== state.b, () => true];
    const a = first.map((is) => options.find(is)).find(Boolean);
    if (!a) return { a, b: undefined, others: [] };
    const others = options.filter(fits(a)), b = others.find((it) => it.id === state.b) || others[0];
    if (kind === "year" && b && !state.a && !state.b && a.id > b.id) return { a: b, b: a, others: options.filter(fits(b)) }; // the earlier year on the left
    return { a, b, others };
  }

  // In how many measures of each kind: each measure once, by the best that is told of it, or of the bureau in it.
  function standing(duties) {
    const leads = duties.filter((duty) => duty.role === "lead");
    if (leads.length) return leads.some((duty) => !duty.guess) ? "lead" : "guess";
    return ["support", "implement"].find((role) => duties.some((duty) => duty.role === role)) || "bare";
  }

  const empty = () => ({ measures: [], duties: [], count: Object.fromEntries(STANDING.map((it) => [it, 0])), leads: new Map(), headings: new Set(), targets: [] });

  // Who leads a measure, as it is written there, and whether that is a guess.
  function leading(it, duties) {
    for (const duty of duties) {
      if (duty.role !== "lead") continue;
      const key = `${duty.unit.key} ${duty.guess}`;
      if (!it.leads.has(key)) it.leads.set(key, { i: it.leads.size, name: duty.name, guess: duty.guess, measures: new Set() });
      it.leads.get(key).measures.add(duty.measure);
    }
  }

  // What a side has in each field: measures, how they stand, who leads them, the document's own headings, the targets.
  function byField(chosen, side) {
    const made = new Map();
    for (const measure of side.measures) {
      const all = chosen.dutiesOf.get(measure), own = side.unit ? all.filter((duty) => duty.unit === side.unit) : all;
      if (!made.has(measure.field)) made.set(measure.field, empty());
      const it = made.get(measure.field);
      it.measures.push(measure);
      it.duties.push(...own);
      it.count[standing(own)] += 1;
      leading(it, all);
      if (measure.theme && !measure.theme.classified) it.headings.add(measure.theme.name);
      it.targets.push(...measure.targets);
    }
    for (const it of made.values()) it.leads = [...it.leads.values()].sort((a, b) => b.measures.size - a.measures.size || a.i - b.i);
    return made;
  }

  Object.assign(Z, { sides: { KINDS, STANDING, bureau, choices, pair, byField } });
})();
