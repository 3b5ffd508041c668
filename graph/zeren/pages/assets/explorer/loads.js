"use strict";
// Who carries how much: stacked bars by bureau, theme or kind under one of three weightings, and the ranks under the other two.
// The definition is that of analysis/weighting.py; tests/test_explorer_charts.py holds the two together.
(() => {
  const { svg } = Z;
  const BAR = 20, TOP = 58, MOST = 80, WEIGHTS = ["count", "share", "lead"], BYS = ["unit", "theme", "kind"];
  const LEGEND = ["lead", "guess", "support", "implement"];

  // Each bearer of a measure once, in the strongest of its roles.
  function bearers(duties) {
    const found = new Map();
    for (const duty of duties) {
      const known = found.get(duty.unit);
      if (!known || Z.ROLES.indexOf(duty.role) < Z.ROLES.indexOf(known.role)) found.set(duty.unit, duty);
    }
    return found;
  }

  // What a bearer carries: one; an equal part of the measure; or half of it for those who lead and half for the rest.
  function parts(held) {
    const all = held.size, leads = [...held.values()].filter((duty) => duty.role === "lead").length, rest = all - leads;
    return (duty) => ({ count: 1, share: 1 / all, lead: leads && rest ? 0.5 / (duty.role === "lead" ? leads : rest) : 1 / all });
  }

  const GROUPS = {
    unit: (duty) => duty.unit,
    theme: (duty) => duty.measure.theme || { key: "", name: Z.word("no-theme") },
    kind: (duty) => ({ key: `k:${duty.unit.kind || ""}`, name: Z.kind(duty.unit) }),
  };

  const empty = () => Object.fromEntries(WEIGHTS.map((how) => [how, { lead: 0, support: 0, implement: 0, guess: 0, all: 0 }]));

  // The loads of bureaus, themes or kinds under every weighting at once.
  function loads(facts, by) {
    const made = new Map();
    for (const [measure, shown] of facts.dutiesOf) {
      const held = bearers(facts.whole(measure)), part = parts(held), kept = new Set(shown.map((duty) => `${duty.unit.i} ${duty.role}`));
      for (const duty of held.values()) {
        if (!kept.has(`${duty.unit.i} ${duty.role}`)) continue;
        const of = GROUPS[by](duty), name = by === "unit" ? of.key : of.name;
        if (!made.has(name)) made.set(name, { of, sums: empty(), duties: [], units: new Set(), i: made.size });
        const one = made.get(name), told = part(duty);
        for (const how of WEIGHTS) {
          one.sums[how][duty.role] += told[how];
          one.sums[how].all += told[how];
          if (duty.role === "lead" && duty.guess) one.sums[how].guess += told[how];
        }
        one.duties.push(duty);
        one.units.add(duty.unit);
      }
    }
    return ranked([...made.values()]);
  }

  const even = (value) => Math.round(value * 1e6); // thirds that add up to the same are the same

  // Equal loads have equal ranks; a collective is no bureau and has none.
  function ranked(rows) {
    for (const how of WEIGHTS) {
      const sorted = rows.filter((it) => !it.of.many).sort((a, b) => even(b.sums[how].all) - even(a.sums[how].all));
      sorted.forEach((it, n) => {
        const before = sorted[n - 1], same = n && even(before.sums[how].all) === even(it.sums[how].all);
        it.ranks = { ...it.ranks, [how]: same ? before.ranks[how] : n + 1 };
      });
    }
    return rows;
  }

  const round = (value) => Math.round(value * 100) / 100;
  const weightOf = (state) => (WEIGHTS.includes(state.weight) ? state.weight : "count");
  const byOf = (state) => (BYS.includes(state.by) ? state.by : "unit");
  const rank = (row, how) => (row.ranks ? row.ranks[how] : "");

  function controls(state) {
    return [Z.menu(Z.word("rows-are"), BYS.map((it) => [it, Z.word(it)]), byOf(state), (by) => Z.go({ by })), " ",
      Z.menu(Z.word("weighting"), WEIGHTS.map((it) => [it, Z.word(`weight-${it}`)]), weightOf(state), (weight) => Z.go({ weight })), " "];
  }

  function pieces(sums, y, left, scale) {
    const told = [["lead", sums.lead - sums.guess], ["lead guess", sums.guess], ["support", sums.support], ["implement", sums.implement]];
    let end = left;
    const rects = told.filter(([, value]) => value > 1e-9).map(([role, value]) => {
      const made = svg("rect", { class: `bar ${role}`, x: end.toFixed(1), y: y + 3, width: Math.max(value * scale, 0.5).toFixed(1), height: BAR - 6 });
      end += value * scale;
      return made;
    });
    return { rects, end };
  }

  function label(row, weight) {
    const sums = row.sums[weight], told = Z.say("counts-of", round(sums.lead), round(sums.support), round(sums.implement));
    const parts = [rank(row, weight), row.of.name, round(sums.all), told, sums.guess ? `${Z.word("guess")} ${round(sums.guess)}` : ""];
    return parts.filter((it) => it !== "").join(" ");
  }

  function line(row, y, look, weight) {
    const { wide, left, narrow, scale } = look, sums = row.sums[weight], { rects, end } = pieces(sums, y, left, scale), told = label(row, weight);
    const others = WEIGHTS.filter((how) => how !== weight).map((how) => `${Z.word(`weight-${how}`)} ${rank(row, how)}`);
    const made = svg("g", { class: "mark node bar-row" }, svg("title", {}, told), svg("rect", { class: "ground", x: 0, y, width: wide, height: BAR }),
      svg("text", { x: left - 8, y: y + 14, "text-anchor": "end" }, Z.fit(row.of.name, left - 14)), rects,
      svg("text", { x: (end + 6).toFixed(1), y: y + 14 }, String(round(sums.all))),
      svg("text", { class: "quiet", x: wide - 8, y: y + 14, "text-anchor": "end" }, narrow || !row.ranks ? "" : others.join(" · ")));
    return Z.mark(row.of.key ? Z.pickable(made, row.of.key, told) : made, Z.lit(row.duties), row.of.key);
  }

  function draw(host, facts, state) {
    const weight = weightOf(state), by = byOf(state), of = (row) => row.sums[weight];
    const rows = loads(facts, by).sort((a, b) => of(b).all - of(a).all || of(b).lead - of(a).lead || a.i - b.i);
    if (!rows.length) return Z.nothing(host);
    const shown = rows.slice(0, MOST), wide = Math.max(host.clientWidth - 4, 330), narrow = wide < 620, high = TOP + shown.length * BAR + 12;
    const left = narrow ? 118 : 200, right = narrow ? 44 : 240, look = { wide, left, narrow, scale: (wide - left - right) / of(rows[0]).all };
    const words = [Z.word(`weight-${weight}`), Z.word(`weight-${weight}-why`)], named = Z.say("weight-told", ...words);
    const told = narrow ? [`${Z.word("weighting")} ${words[0]}`, words[1]] : ["", named]; // a narrow page has it on two lines
    const heads = [[left - 8, by, "end"], [left, "load", "start"], [wide - 8, narrow ? "" : "rank-otherwise", "end"]].filter(([, key]) => key);
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": `${Z.word("chart-workload")} ${named}` },
      svg("g", { class: "heads" }, told.map((it, n) => svg("text", { class: "weighting", x: 10, y: (narrow ? 12 : 4) + 16 * n }, it)),
        heads.map(([x, key, anchor]) => svg("text", { x, y: 44, "text-anchor": anchor }, Z.word(key)))),
      shown.map((row, n) => line(row, TOP + n * BAR, look, weight))));
    return { ...twin(rows, by, weight), legend: LEGEND, note: rows.length > MOST ? Z.say("more-left", rows.length - MOST) : "" };
  }

  function twin(rows, by, weight) {
    const sums = (row) => { const it = row.sums[weight]; return [it.lead, it.support, it.implement, it.all].map(round); };
    const second = by === "unit" ? ["kind", (it) => Z.kind(it.of)] : ["units", (it) => it.units.size];
    return {
      columns: [by, second[0], "led", "supported", "implemented", `weight-${weight}`, ...WEIGHTS.map((how) => `rank-${how}`)], main: by,
      rows: rows.map((it) => [it.of.name, second[1](it), ...sums(it), ...WEIGHTS.map((how) => rank(it, how))]), keys: rows.map((it) => it.of.key),
    };
  }

  Z.charts.loads = { title: "chart-workload", expands: true, controls, draw };
  Z.loads = loads;
})();
