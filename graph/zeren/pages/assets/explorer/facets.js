"use strict";
// Narrowing: the facets, what is told of them above the picture and on paper, and what to undo where they leave nothing.
(() => {
  const { el, word } = Z;
  const ORDER = ["place", "year", "file", "field", "theme", "kind", "function", "role", "basis"];
  const LISTED = 40;
  const NAMED = {
    function: (value) => (Z.functions.find((it) => it.slug === value) || {}).name || value,
    field: (value) => (Z.byKey(`l:${value}`) || {}).name || value,
    kind: (value) => word(`kind-${value}`),
    role: (value) => word(value === "none" ? "no-unit-named" : `role-${value}`),
    basis: (value) => word(value === "first-listed" ? "guess" : `basis-${value}`),
    file: (value) => { const it = Z.byKey(`f:${value}`); return it ? it.title : value; },
  };
  const valueName = (name, value) => (NAMED[name] || String)(value);
  const active = (state) => ORDER.flatMap((name) => state[name].map((value) => ({
    name, value, text: `${word(name)}${word("colon")}${valueName(name, value)}`, without: { [name]: state[name].filter((it) => it !== value) },
  })));
  const NONE = Object.fromEntries(ORDER.map((name) => [name, []]));

  // The units left out because nearly every measure names them; told wherever they are not drawn.
  const hidden = (state) => (state.common || state.view === "table" ? [] : Z.units.filter((it) => it.common));

  // What is shown, in words: each filter, and the units left out.
  function told(state) {
    const out = hidden(state);
    return [...active(state).map((it) => it.text), ...(out.length ? [Z.say("not-shown", out.map((it) => it.name).join("、"))] : [])];
  }

  // Every value that a facet has anywhere stays to be chosen, so that what left nothing can be undone.
  function facet(name, state) {
    const counts = Z.counts(state, name), every = Z.valuesOf(name);
    if (every.length < 2 && !state[name].length) return null;
    const found = every.map((value) => [value, counts.get(value) || 0]);
    found.sort((a, b) => (name === "year" ? b[0] - a[0] : state[name].includes(b[0]) - state[name].includes(a[0]) || b[1] - a[1]));
    const toggle = (value) => {
      const on = state[name].includes(value);
      Z.go({ [name]: on ? state[name].filter((it) => it !== value) : [...state[name], value] });
    };
    const line = ([value, count]) => el("li", { class: count ? null : "empty" }, el("label", {},
      el("input", { type: "checkbox", checked: state[name].includes(value) || null, onchange: () => toggle(value) }),
      el("span", {}, valueName(name, value)), el("small", {}, String(count))));
    const left = found.length - LISTED;
    return el("details", { open: state[name].length || found.length <= 8 || null }, el("summary", {}, word(name)),
      el("ul", {}, found.slice(0, LISTED).map(line)), left > 0 ? el("p", { class: "why" }, Z.say("and-more", left)) : null);
  }

  function facets(host, state) {
    const inside = document.activeElement && document.activeElement.closest("#facets");
    const held = () => [...host.querySelectorAll("input,summary,button")];
    const focus = inside ? held().indexOf(document.activeElement) : -1;
    const open = new Map([...host.querySelectorAll("details")].map((it) => [it.dataset.name, it.open]));
    const common = Z.units.some((it) => it.common);
    const made = ORDER.map((name) => [name, facet(name, state)]).filter(([, it]) => it);
    for (const [name, it] of made) {
      it.dataset.name = name;
      if (open.has(name)) it.open = open.get(name);
    }
    host.replaceChildren(...[
      common ? el("label", { class: "switch" },
        el("input", { type: "checkbox", checked: Boolean(state.common) || null, onchange: (event) => Z.go({ common: event.target.checked ? "1" : "" }) }),
        word("show-universal")) : null,
      ...made.map(([, it]) => it),
      active(state).length ? el("button", { type: "button", onclick: () => Z.go(NONE) }, word("reset")) : null].filter(Boolean));
    if (focus >= 0) (held()[focus] || host).focus();
  }

  // Above the picture: each filter, to be dropped by a press.
  function chips(host, state) {
    const all = active(state);
    const chip = (it) => el("li", {}, el("button", { type: "button", "aria-label": Z.say("drop", it.text), onclick: () => Z.go(it.without) },
      it.text, el("span", { "aria-hidden": "true" }, " ×")));
    host.replaceChildren(...all.map(chip),
      ...(all.length > 1 ? [el("li", {}, el("button", { type: "button", class: "plain", onclick: () => Z.go(NONE) }, word("reset")))] : []));
    host.hidden = !all.length;
  }

  // Where the filters leave nothing: how much there is without each of them.
  function nothingLeft(state) {
    const ways = active(state).map((it) => ({ ...it, left: Z.select({ ...state, ...it.without }).measures.length }));
    return el("div", { class: "none" }, el("p", {}, word("nothing-left")),
      el("ul", { class: "plain" }, ways.map((it) =>
        el("li", {}, el("a", { href: Z.link(it.without) }, Z.say("drop", it.text)), ` ${Z.say("then-left", it.left)}`)),
        ways.length > 1 ? el("li", {}, el("a", { href: Z.link(NONE) }, word("reset")), ` ${Z.say("then-left", Z.measures.length)}`) : null));
  }

  Object.assign(Z, { facets, chips, nothingLeft, toldFilters: told, hiddenUnits: hidden });
})();
