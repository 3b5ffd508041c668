"use strict";
// What two or three units bear together, as one thing that can be chosen and stands in the address.
(() => {
  const KEY = "b:", BETWEEN = "&";
  const plain = Z.byKey, ids = new Map(Z.units.map((it) => [it.id, it]));
  const measuresOf = (unit) => new Set(unit.duties.map((duty) => duty.measure));

  // The measures in which all of some units stand, in the order of the documents.
  function together(units) {
    const [first, ...others] = units.map(measuresOf);
    return [...first].filter((measure) => others.every((it) => it.has(measure))).sort((a, b) => a.i - b.i);
  }

  function shared(units) {
    const key = KEY + units.map((it) => encodeURIComponent(it.id)).join(BETWEEN);
    return plain(key) || Z.add({ key, measures: together(units), get name() { return units.map((it) => it.name).join("、"); },
      get told() { return Z.word("shared-measures"); } }).get(key);
  }

  // A link that was copied opens the same, whatever was looked at before.
  function byKey(key) {
    const found = plain(key);
    if (found || !String(key).startsWith(KEY)) return found;
    let units;
    try { units = key.slice(KEY.length).split(BETWEEN).map((id) => ids.get(decodeURIComponent(id))); } catch { return undefined; }
    return units.length > 1 && units.every(Boolean) ? shared(units) : undefined;
  }

  Object.assign(Z, { byKey, shared, together });
})();
