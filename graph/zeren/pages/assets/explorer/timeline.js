"use strict";
// Timeline: what has a date, month by month; what is only meant within a year stands apart; what has none is counted.
(() => {
  const { svg } = Z;
  const TOP = 34, MARK = 15, GAP = 3, MONTHS = 48, LABEL = 62;

  // Every target and milestone of the chosen measures, with the month or the year it is due.
  function dated(chosen) {
    const facts = [], count = { none: 0 };
    for (const measure of chosen.measures) {
      for (const [kind, list] of [["target", measure.targets], ["milestone", measure.milestones]]) {
        for (const fact of list) {
          const year = Number(measure.document.year) || 0, open = fact.basis === "plan-year";
          if (fact.deadline && !open) facts.push({ fact, kind, measure, when: fact.deadline, month: fact.deadline.slice(0, 7), within: 0 });
          else if (open && year) facts.push({ fact, kind, measure, when: Z.say("within-year", year), month: "", within: year });
          else count.none += 1;
        }
      }
    }
    return { facts, none: count.none };
  }

  const next = (month) => { const [year, number] = month.split("-").map(Number); return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`; };

  // The columns: every month from the first to the last, or only those with something where that would be too many; then the years.
  function columnsOf(facts) {
    const some = [...new Set(facts.filter((it) => !it.within).map((it) => it.month))].sort(), every = [];
    for (let month = some[0]; month && month <= some.at(-1) && every.length <= MONTHS; month = next(month)) every.push(month);
    const months = every.length > MONTHS ? some : every, years = [...new Set(facts.filter((it) => it.within).map((it) => it.within))].sort();
    return [...months.map((month) => ({ key: month, head: month, has: (it) => !it.within && it.month === month })), ...years.map((year) => ({ key: `y${year}`, head: Z.say("within-year", year), open: true, has: (it) => it.within === year }))];
  }

  const words = (it) => [it.fact.indicator || it.fact.quote, it.fact.amount].filter(Boolean).join(" ");
  const lead = (measure) => [...new Set(measure.duties.filter((duty) => duty.role === "lead").map((duty) => duty.name))].join("、");

  function markOf(it, x, y, wide, chosen) {
    const label = `${it.when} ${Z.word(it.kind)} ${words(it)} · ${Z.source(it.measure)} ${it.measure.text}`;
    const made = svg("g", { class: `mark node due ${it.kind}` }, svg("title", {}, label), svg("rect", { x, y, width: wide, height: MARK - GAP, rx: 3 }));
    return Z.mark(Z.pickable(made, it.measure.key, label), chosen.dutiesOf.get(it.measure), it.measure.key);
  }

  function draw(host, chosen) {
    const { facts, none } = dated(chosen);
    const twin = { columns: ["deadline", "kind-of-date", "quote", "measure", "leads", "place"], main: "measure" };
    const sorted = facts.slice().sort((a, b) => (a.within || 0) - (b.within || 0) || (a.when < b.when ? -1 : a.when > b.when ? 1 : 0) || a.measure.i - b.measure.i);
    twin.rows = sorted.map((it) => [it.when, Z.word(it.kind), words(it), it.measure.text, lead(it.measure), it.measure.document.place || ""]);
    twin.keys = sorted.map((it) => it.measure.key);
    const note = none ? Z.say("undated", none, facts.length + none) : "";
    if (!facts.length) { host.append(Z.el("p", { class: "none" }, Z.word("no-dates"))); return { ...twin, note }; }

    const columns = columnsOf(facts), fine = facts.length <= Z.MOST, stacks = new Map(columns.map((it) => [it, sorted.filter(it.has)]));
    const step = Math.max(LABEL, Math.floor((host.clientWidth - 30) / columns.length)), wide = Math.max(columns.length * step + 24, host.clientWidth - 4);
    const across = fine ? Math.max(2, Math.floor((step - 10) / 22)) : 1, longest = Math.max(...[...stacks.values()].map((it) => it.length));
    const high = TOP + 34 + (fine ? Math.max(8, Math.ceil(longest / across)) * MARK : 300) + 20, floor = high - 34;
    const nodes = svg("g", { class: "nodes" }), lines = svg("g", { class: "grid" }), scale = (floor - TOP - 20) / longest;
    columns.forEach((column, n) => {
      const left = 12 + n * step, list = stacks.get(column), width = Math.min(26, (step - 10) / across), indent = left + (step - width * across) / 2;
      if (column.open) lines.append(svg("rect", { class: "apart", x: left + 2, y: 10, width: step - 4, height: high - 14, rx: 8 }));
      lines.append(svg("line", { x1: left + 4, x2: left + step - 4, y1: floor + 4, y2: floor + 4 }), svg("text", { x: left + step / 2, y: floor + 22, "text-anchor": "middle" }, column.head));
      if (!list.length) return;
      if (fine) list.forEach((it, at) => nodes.append(markOf(it, indent + (at % across) * width, floor - MARK * (1 + Math.floor(at / across)), width - GAP, chosen)));
      else {
        let y = floor;
        for (const kind of ["target", "milestone"]) {
          const own = list.filter((it) => it.kind === kind), tall = own.length * scale;
          if (!own.length) continue;
          y -= tall;
          const bar = svg("g", { class: `mark node due ${kind}` }, svg("title", {}, `${column.head} ${Z.word(kind)} ${own.length}`), svg("rect", { x: left + 8, y, width: step - 16, height: Math.max(tall - 1, 1) }));
          nodes.append(Z.mark(bar, own.flatMap((it) => chosen.dutiesOf.get(it.measure))));
        }
      }
      const top = fine ? floor - MARK * Math.ceil(list.length / across) : floor - list.length * scale;
      lines.append(svg("text", { class: "sum", x: left + step / 2, y: top - 6, "text-anchor": "middle" }, String(list.length)));
    });
    const keys = ["target", "milestone"].map((kind, n) => [svg("g", { class: `due ${kind}` }, svg("rect", { x: 16 + n * 110, y: 14, width: 14, height: 12, rx: 3 })), svg("text", { x: 36 + n * 110, y: 24 }, `${Z.word(kind)} ${facts.filter((it) => it.kind === kind).length}`)]);
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("view-timeline") }, lines, svg("g", { class: "heads" }, keys), nodes));
    return { ...twin, legend: ["target", "milestone"], note: [note, fine ? "" : Z.say("stacked-only", facts.length)].filter(Boolean).join(" ") };
  }

  Z.views.timeline = { draw };
})();
