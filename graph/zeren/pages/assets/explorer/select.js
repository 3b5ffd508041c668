"use strict";
// What the facets leave: measures, their duties, and the units that have them.
(() => {
  const has = (list, value) => !list.length || list.includes(String(value ?? ""));
  const OF_MEASURE = { file: (m) => m.document.id, place: (m) => m.document.place, year: (m) => m.document.year, field: (m) => m.field.zh, theme: (m) => m.theme && m.theme.name };
  const OF_DUTY = { kind: (d) => d.unit.kind, function: (d) => d.unit.function && d.unit.function.slug, role: (d) => d.role, basis: (d) => d.basis };

  function fits(state, measure, but) {
    return Object.entries(OF_MEASURE).every(([name, value]) => name === but || has(state[name], value(measure)));
  }
  function bears(state, duty, but) {
    return (state.common || !duty.unit.common) && Object.entries(OF_DUTY).every(([name, value]) => name === but || has(state[name], value(duty)));
  }

  function select(state) {
    const narrowed = Object.keys(OF_DUTY).some((name) => state[name].length);
    const measures = [], duties = [], units = new Map(), dutiesOf = new Map(), toldOf = new Map();
    for (const measure of Z.measures) {
      if (!fits(state, measure)) continue;
      const kept = measure.duties.filter((duty) => bears(state, duty));
      if (narrowed && !kept.length) continue;
      measures.push(measure);
      dutiesOf.set(measure, kept);
      toldOf.set(measure, state.common ? kept : measure.duties.filter((duty) => bears({ ...state, common: "1" }, duty))); // a table leaves out no unit
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
    const add = (value) => { if (value != null && value !== "") found.set(String(value), (found.get(String(value)) || 0) + 1); };
    for (const measure of Z.measures) {
      if (!fits(state, measure, name)) continue;
      if (OF_MEASURE[name]) { if (measure.duties.some((d) => bears(state, d)) || !measure.duties.length) add(OF_MEASURE[name](measure)); continue; }
      for (const value of new Set(measure.duties.filter((d) => bears(state, d, name)).map(OF_DUTY[name]))) add(value);
    }
    return found;
  }

  // The numbers of measures in which some duties stand: in each role, and in all.
  function tally(duties) {
    const made = { lead: new Set(), support: new Set(), implement: new Set(), all: new Set() };
    for (const duty of duties) { made[duty.role].add(duty.measure); made.all.add(duty.measure); }
    return { lead: made.lead.size, support: made.support.size, implement: made.implement.size, all: made.all.size,
      guess: duties.filter((duty) => duty.role === "lead" && duty.guess).length };
  }

  Object.assign(Z, { select, counts, tally });
})();
