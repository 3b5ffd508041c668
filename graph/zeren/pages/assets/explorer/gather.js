"use strict";
// What stands for many where each alone would be too much to read: the most loaded by name, the rest gathered and told.
(() => {
  const BUREAUS = 150, NAMED = 80, COLUMNS = 80, FIRST = 40, CELLS = 6000;

  // Gathered records by a value; `narrow` is what the address becomes when one is chosen.
  function together(list, prefix, value, name, narrow, inside) {
    const made = new Map();
    for (const it of list) {
      const of = value(it);
      if (!made.has(of)) made.set(of, { key: `${prefix}:${of}`, gathered: true, [inside]: [], narrow: narrow && narrow(of), of });
      made.get(of)[inside].push(it);
    }
    for (const it of made.values()) it.name = name(it);
    return new Map([...made.values()].flatMap((it) => it[inside].map((one) => [one, it])));
  }

  const several = (map) => new Set(map.values()).size > 1;
  const itself = (list) => new Map(list.map((it) => [it, it]));

  // The rest of the bureaus by kind, by place where they are of one kind, or all as one.
  function restOfUnits(rest, chosen) {
    const place = (unit) => (chosen.units.get(unit)[0].measure.document.place || "");
    const name = (told) => (it) => Z.say("others-of", told(it), it.units.length);
    const byKind = together(rest, "k", (unit) => unit.kind || "", name((it) => Z.kind(it.units[0])), (kind) => ({ kind: [kind] }), "units");
    if (several(byKind)) return byKind;
    const byPlace = together(rest, "g", place, name((it) => it.of || Z.word("no-place")), (value) => ({ place: [value] }), "units");
    return several(byPlace) ? byPlace : together(rest, "o", () => "units", name(() => Z.word("units")), null, "units");
  }

  // Over many places: bureaus of one function in one row, which narrows to them; the others by kind.
  function byFunction(units, chosen) {
    const known = units.filter((it) => it.function), name = (it) => Z.say("alike-bureaus", it.units[0].function.name, it.units.length);
    const alike = together(known, "n", (it) => it.function.slug, name, (slug) => ({ function: [slug] }), "units");
    return new Map([...alike, ...restOfUnits(units.filter((it) => !it.function), chosen)]);
  }

  function rows(chosen) {
    const units = [...chosen.units.keys()];
    if (units.length <= BUREAUS) return { down: "unit", of: itself(units), rest: 0 };
    const functions = new Set(units.map((it) => it.function).filter(Boolean));
    if (functions.size > 1 && units.filter((it) => it.function).length * 2 > units.length) return { down: "unit", of: byFunction(units, chosen), rest: 0, alike: functions.size };
    const load = (unit) => chosen.units.get(unit).length;
    const most = units.slice().sort((a, b) => load(b) - load(a) || a.i - b.i);
    return { down: "unit", of: new Map([...itself(most.slice(0, NAMED)), ...restOfUnits(most.slice(NAMED), chosen)]), rest: most.length - NAMED };
  }

  // A theme, or the document of measures without one, with what narrows the page to it.
  const themed = (measures) => {
    const made = together(measures, "x", (it) => Z.groupOf(it).key, (it) => Z.groupOf(it.measures[0]).name, null, "measures");
    for (const it of new Set(made.values())) {
      const of = it.measures[0];
      it.narrow = of.theme ? { theme: [of.theme.name] } : { file: [of.document.id] };
    }
    return made;
  };
  const WAYS = {
    theme: themed,
    field: (measures) => together(measures, "l", (it) => it.field.zh, (it) => it.measures[0].field.name, (field) => ({ field: [field] }), "measures"),
    place: (measures) => together(measures, "g", (it) => it.document.place || "", (it) => it.of || Z.word("no-place"), (place) => ({ place: [place] }), "measures"),
  };

  // The themes with most measures by name, those beyond them as one.
  function firstThemes(measures) {
    const of = themed(measures), all = [...new Set(of.values())].sort((a, b) => b.measures.length - a.measures.length);
    const name = Z.say("others-of", Z.word("themes"), all.length - FIRST);
    const rest = { key: "o:themes", gathered: true, narrow: null, measures: all.slice(FIRST).flatMap((it) => it.measures), name };
    for (const it of rest.measures) of.set(it, rest);
    return { across: "theme", of, rest: all.length - FIRST };
  }

  const unclear = (measures) => measures.filter((it) => it.field.zh === "-").length * 2 > measures.length;

  function columns(measures, high, ties) {
    if (high + measures.length <= Z.MOST && ties <= CELLS) return { across: "measure", of: itself(measures), rest: 0 };
    for (const [across, way] of Object.entries(WAYS)) {
      const of = way(measures), wide = new Set(of.values()).size;
      if (wide > 1 && wide <= COLUMNS && !(across === "field" && unclear(measures))) return { across, of, rest: 0 };
    }
    return several(themed(measures)) ? firstThemes(measures) : { across: "theme", of: themed(measures), rest: 0 };
  }

  // Which row and which column each duty stands in.
  function gathered(chosen) {
    const down = rows(chosen), measures = chosen.measures.filter((it) => chosen.dutiesOf.get(it).length);
    const across = columns(measures, new Set(down.of.values()).size, chosen.duties.length);
    for (const it of new Set([...down.of.values(), ...across.of.values()])) if (it.gathered) opened(it, chosen);
    return { down, across, fine: across.across === "measure", row: (duty) => down.of.get(duty.unit), column: (duty) => across.of.get(duty.measure) };
  }

  // What is gathered can be opened: by narrowing, or as the list of its measures.
  function opened(it, chosen) {
    it.measures ||= [...new Set(it.units.flatMap((unit) => chosen.units.get(unit).map((duty) => duty.measure)))];
    it.i ??= Z.units.length + Z.measures.length;
    Z.add({ ...it, told: Z.word("measures") });
  }

  Object.assign(Z, { gathered });
})();
