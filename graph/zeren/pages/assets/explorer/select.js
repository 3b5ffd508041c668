"use strict";
// What the facets leave: measures, their duties, and the units that have them.
(() => {
  const has = (list, value) => !list.length || list.includes(String(value ?? ""));
  const OF_MEASURE = {
    file: (m) => m.document.id, place: (m) => m.document.place, year: (m) => m.document.year, field: (m) => m.field.zh,
    theme: (m) => m.theme && m.theme.name,
  };
  const OF_DUTY = {
    kind: (d) => d.unit.kind, function: (d) => d.unit.function && d.unit.function.slug, role: (d) => d.role, basis: (d) => d.basis,
  };

  function fits(state, measure, but) {
    return Object.entries(OF_MEASURE).every(([name, value]) => name === but || has(state[name], value(measure)));
  }
  function bears(state, duty, but) {
    return (state.common || !duty.unit.common)
      && Object.entries(OF_DUTY).every(([name, value]) => name === but || has(state[name], value(duty)));
  }

  function select(state) {
    const narrowed = Object.keys(OF_DUTY).some((name) => state[name].length);
    const every = { ...state, common: "1" }; // a table leaves out no unit
    const measures = [], duties = [], units = new Map(), dutiesOf = new Map(), toldOf = new Map();
    for (const measure of Z.measures) {
      if (!fits(state, measure)) continue;
      const kept = measure.duties.filter((duty) => bears(state, duty));
      if (narrowed && !kept.length && !(state.role.includes("none") && !measure.duties.length)) continue;
      measures.push(measure);
      dutiesOf.set(measure, kept);
      toldOf.set(measure, state.common ? kept : measure.duties.filter((duty) => bears(every, duty)));
      for (const duty of kept) {
        duties.push(duty);
        if (!units.has(duty.unit)) units.set(duty.unit, []);
        units.get(duty.unit).push(duty);
      }
    }
    return { measures, duties, units, dutiesOf, toldOf };
  }

  // How many measures each value of a facet would leave, the facet itself left out of the count.
  function counts(state, name) {
    const found = new Map();
    const narrowed = Object.keys(OF_DUTY).some((it) => state[it].length);
    const add = (value) => { if (value != null && value !== "") found.set(String(value), (found.get(String(value)) || 0) + 1); };
    for (const measure of Z.measures) {
      if (!fits(state, measure, name)) continue;
      if (OF_MEASURE[name]) {
        if (!narrowed || measure.duties.some((d) => bears(state, d))) add(OF_MEASURE[name](measure));
        continue;
      }
      for (const value of new Set(measure.duties.filter((d) => bears(state, d, name)).map(OF_DUTY[name]))) add(value);
    }
    const bare = name === "role" && Z.measures.filter((it) => !it.duties.length && fits(state, it)).length;
    if (bare) found.set("none", bare);
    return found;
  }

  // Every value that a facet has among all measures.
  const values = new Map();
  function valuesOf(name) {
    if (values.has(name)) return values.get(name);
    const every = OF_MEASURE[name] ? Z.measures.map(OF_MEASURE[name]) : Z.duties.map(OF_DUTY[name]);
    const made = [...new Set(every.filter((value) => value != null && value !== "").map(String))];
    if (name === "role" && Z.measures.some((it) => !it.duties.length)) made.push("none");
    values.set(name, made);
    return made;
  }

  // The numbers of measures in which some duties stand: in each role, and in all.
  function tally(duties) {
    const made = { lead: new Set(), support: new Set(), implement: new Set(), all: new Set() };
    for (const duty of duties) { made[duty.role].add(duty.measure); made.all.add(duty.measure); }
    return { lead: made.lead.size, support: made.support.size, implement: made.implement.size, all: made.all.size,
      guess: duties.filter((duty) => duty.role === "lead" && duty.guess).length };
  }

  Object.assign(Z, { select, counts, valuesOf, tally });
})();
