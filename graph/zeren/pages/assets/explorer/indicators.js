"use strict";
// The same indicator on two sides: which figures are held against each other, what comes of it, or why they cannot be.
(() => {
  const ROWS = 100;
  const { el, word } = Z;

  function figures(side) {
    const found = new Map();
    for (const it of [...side.measures].flatMap((measure) => measure.targets)) {
      if (it.grade) found.set(it.grade.group, [...(found.get(it.grade.group) || []), it]);
    }
    return found;
  }

  const year = (it) => it.measure.document.year || null;
  // The figure of a list that can best be held against this one: one that compares, then one of the same year.
  const fit = (it, one) => (Z.held(it.grade, one.grade).factor === null ? 0 : 2) + (year(one) === year(it) ? 1 : 0);
  const best = (it, list) => list.reduce((a, b) => (fit(it, b) > fit(it, a) ? b : a));

  const value = (it, beside) => (it.grade.whole ? (beside.grade.whole ? 1 : 100) : it.value);
  function verdict(left, right) {
    const { factor, reason } = Z.held(left.grade, right.grade);
    if (factor === null) return { way: "", why: reason };
    const [one, other] = [value(left, right), value(right, left) * factor], near = Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
    const years = year(left) && year(right) && year(left) !== year(right) ? "years-differ" : "";
    return { way: near ? "equal" : one > other ? "left" : "right", why: reason || years };
  }

  // Each figure of the left with the best of the right, then what is over on the right.
  function pairs(left, right) {
    const rows = left.map((it) => [it, best(it, right)]), used = new Set(rows.map(([, it]) => it));
    const over = right.filter((it) => !used.has(it)).map((it) => [best(it, left), it]);
    return [...rows, ...over].map(([one, other]) => ({ left: one, right: other, ...verdict(one, other) }));
  }

  function common(sides) {
    const [a, b] = sides.map(figures);
    return [...a].filter(([group]) => b.has(group)).flatMap(([group, left]) => pairs(left, b.get(group)));
  }

  const link = (it) => el("a", { class: "go", href: Z.link({ pick: it.measure.key }) }, it.amount || it.quote);
  const way = (it, sides) => (it.way === "equal" ? word("is-equal") : it.way ? Z.say("is-higher", sides[it.way === "left" ? 0 : 1].name) : "");
  const told = (it, sides) => [way(it, sides), it.why ? word(`reason-${it.why}`) : ""].filter(Boolean).join("；");
  const when = (it) => (year(it) ? el("small", {}, ` ${year(it)}`) : null);

  function line(it, sides) {
    const name = [...new Set([it.left.indicator, it.right.indicator])].join(" / ");
    const cells = [it.left, it.right].map((one) => el("td", {}, link(one), when(one)));
    return el("tr", {}, el("th", { scope: "row" }, name), cells, el("td", { class: it.way ? "" : "why" }, told(it, sides)));
  }

  function table(rows, sides) {
    if (!rows.length) return null;
    const head = [word("indicator"), ...sides.map((it) => it.name), word("comparable")].map((it) => el("th", { scope: "col" }, it));
    const sheet = el("table", { class: "sheet held" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows.slice(0, ROWS).map((it) => line(it, sides))));
    return el("section", {}, el("h3", {}, `${word("compare-indicators")} ${rows.length}`), el("p", { class: "why" }, word("compare-held")),
      el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": word("compare-indicators") }, sheet),
      rows.length > ROWS ? el("p", { class: "why" }, Z.say("more-left", rows.length - ROWS)) : null);
  }

  Object.assign(Z, { indicators: { common, table } });
})();
