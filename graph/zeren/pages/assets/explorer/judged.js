"use strict";
// What is judged about the facts: the field of each measure, bodies of one function, and whether two targets compare.
(() => {
  const told = (made, pair) => Object.defineProperty(made, "name", { get: () => pair[document.documentElement.lang === "en" ? 1 : 0], enumerable: true });
  const { fields: given, functions: shared, held: holding } = Z.raw;

  const fields = given.names.map((pair, i) => told({ i, key: `l:${pair[0]}`, zh: pair[0], measures: [] }, pair));
  const none = Object.defineProperty({ i: fields.length, key: "l:-", zh: "-", measures: [] }, "name", { get: () => Z.word("no-field"), enumerable: true });
  given.of.forEach((at, n) => {
    const field = at < 0 ? none : fields[at];
    Z.measures[n].field = field;
    field.measures.push(Z.measures[n]);
  });
  for (const field of [...fields, none]) {
    Object.defineProperty(field, "told", { get: () => Z.word("field") });
    Z.add(field);
  }

  const functions = shared.map(([slug, zh, en, units], i) => told({ i, slug, units: units.map((n) => Z.units[n]) }, [zh, en]));
  for (const it of functions) for (const unit of it.units) unit.function = it;

  holding.reach.forEach((reach, n) => { Z.documents[n].reach = reach; });
  for (const [n, group, sort, bound, scope, family, factor, counted, whole] of holding.of) {
    const { value, unit, measure } = Z.targets[n];
    Z.targets[n].grade = { group, sort, bound, scope, family, factor, counted, whole, value, unit, reach: measure.document.reach };
  }

  const number = (one, other) => (one.whole ? other.unit === "%" : one.value !== null);
  const not = (reason) => ({ factor: null, reason });

  // The rule of zeren.analysis.holding: what to multiply the other by, or why the two cannot be compared.
  function held(one, other) {
    if (one.reach && other.reach && one.reach !== other.reach) return not("areas-differ");
    if (one.whole && other.whole) return { factor: 1, reason: null };
    if (!number(one, other) || !number(other, one)) return not("no-number");
    if (one.sort !== other.sort) return not("level-and-change");
    if (one.bound && other.bound && one.bound !== other.bound) return not("bounds-differ");
    if (one.scope !== other.scope) return not("scopes-differ");
    if (one.whole || other.whole || !one.family || !other.family) return { factor: 1, reason: null };
    if (one.family !== other.family) return not("units-differ");
    return { factor: other.factor / one.factor, reason: one.unit !== other.unit && one.counted ? "measure-words-differ" : null };
  }

  Object.assign(Z, { fields: [...fields, none], functions, held });
})();
