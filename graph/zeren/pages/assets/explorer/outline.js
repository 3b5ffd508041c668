"use strict";
// The columns and the ego view where there is no room for a picture: themes, measures and bureaus as a list that is read downwards.
(() => {
  const { el, word } = Z;
  const NARROW = 600;

  const held = (tag, it, duties, inside, extra) => {
    const made = el(tag, { class: `mark ${extra}` }, inside);
    return Z.mark(Z.pickable(made, it.key, made.textContent), duties, it.key);
  };

  // A bureau with its role as colour, and dashed where that is a guess.
  function bureau(unit, duties) {
    const role = Z.ROLES.find((one) => duties.some((duty) => duty.role === one));
    const guess = role === "lead" && duties.every((duty) => duty.role !== "lead" || duty.guess);
    return held("span", unit, duties, [unit.name, duties.length > 1 ? el("small", {}, ` ${duties.length}`) : null], `chip ${role}${guess ? " guess" : ""}`);
  }

  function bureaus(duties, body = (unit) => unit) {
    const found = new Map();
    for (const duty of duties) found.set(body(duty.unit), [...(found.get(body(duty.unit)) || []), duty]);
    const rank = (of) => Math.min(...of.map((duty) => Z.ROLES.indexOf(duty.role)));
    return [...found].sort((a, b) => rank(a[1]) - rank(b[1]) || b[1].length - a[1].length || a[0].i - b[0].i).map(([unit, of]) => bureau(unit, of));
  }

  const line = (measure, duties, own = []) => el("li", {}, held("span", measure, measure.duties, measure.text, "line"),
    el("div", { class: "chips" }, own.filter((duty) => duty.guess).slice(0, 1).map(Z.basisTag), bureaus(duties)));

  // What the columns gathered: each theme with its measures and who bears them, or with its bureaus alone.
  function outline(host, made, chosen) {
    const parts = [...made.groups].map(([group, duties]) => {
      const own = made.measures.filter((it) => made.group(it) === group);
      return el("section", {}, el("h3", {}, held("span", group, duties, group.name, "theme")),
        made.fine ? el("ul", {}, own.map((it) => line(it, chosen.dutiesOf.get(it)))) : el("div", { class: "chips" }, bureaus(duties, made.body)));
    });
    host.append(el("div", { class: "outline" }, parts));
  }

  // A bureau's two sides: what it leads with who helps, what it helps with and who leads.
  function sides(host, unit, both, chosen) {
    const others = (it) => chosen.dutiesOf.get(it).filter((duty) => duty.unit !== unit);
    const part = (key, { own: found }) => (found.size ? el("section", {}, el("h3", {}, word(key)),
      el("ul", {}, [...found].map(([it, own]) => line(it, others(it), own)))) : null);
    const self = held("span", unit, unit.duties, unit.name, "self");
    host.append(el("div", { class: "outline" }, el("h3", {}, self), part("leads-this", both[0]), part("helps-with", both[1])));
  }

  Object.assign(Z, { NARROW, outline, outlineSides: sides });
})();
