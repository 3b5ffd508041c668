"use strict";
// The address is the state: what is shown stands behind the #, so that back, forward and a copied link work of themselves.
(() => {
  const LISTS = ["file", "place", "year", "field", "theme", "kind", "function", "role", "basis"];
  const PLAIN = ["view", "pick", "unit", "by", "chart", "weight", "expand", "sides", "sort", "a", "b", "common", "about", "tied", "city"];
  const FIRST = { view: "columns", by: "measure", weight: "count", common: "" };

  function read() {
    const told = new URLSearchParams(location.hash.slice(1));
    const made = {};
    for (const name of PLAIN) made[name] = told.get(name) ?? FIRST[name] ?? "";
    for (const name of LISTS) made[name] = told.getAll(name);
    if (!Object.hasOwn(Z.views, made.view)) made.view = FIRST.view;
    return made;
  }

  function address(state) {
    const told = new URLSearchParams();
    for (const name of PLAIN) if (state[name] && state[name] !== (FIRST[name] ?? "")) told.set(name, state[name]);
    for (const name of LISTS) for (const value of state[name]) told.append(name, value);
    return `#${told}`;
  }

  const go = (patch, replace = false) => {
    const to = address({ ...read(), ...patch });
    if (to === (location.hash || "#")) return;
    if (replace) { history.replaceState(null, "", to); dispatchEvent(new HashChangeEvent("hashchange")); } else location.hash = to;
  };
  Object.assign(Z, { LISTS, state: read, go, link: (patch) => address({ ...read(), ...patch }) });
})();
