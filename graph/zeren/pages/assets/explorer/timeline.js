"use strict";
// Timeline: what has a date, month by month; what is only meant within a year stands after its months; what has none is counted.
(() => {
  const { svg, el, word } = Z;
  const TOP = 34, FOOT = 34, MARK = 15, SPACE = 3, BARS = 300, LABEL = 62, SLIM = 50, BLANK = 26, PLAIN = 2;
  const KINDS = ["target", "milestone"];

  // Every target and milestone of the chosen measures, with the month or the year it is due; `at` sorts a year after its months.
  function dated(chosen) {
    const facts = [];
    let none = 0;
    for (const measure of chosen.measures) {
      for (const [kind, list] of [["target", measure.targets], ["milestone", measure.milestones]]) {
        for (const fact of list) {
          const year = Number(measure.document.year) || 0, open = fact.basis === "plan-year", month = (fact.deadline || "").slice(0, 7);
          if (month && !open) facts.push({ fact, kind, measure, when: fact.deadline, at: month, sort: fact.deadline, within: 0 });
          else if (open && year) facts.push({ fact, kind, measure, when: Z.say("within-year", year), at: `${year}-13`, sort: `${year}-13`, within: year });
          else none += 1;
        }
      }
    }
    const order = (a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.measure.i - b.measure.i);
    return { facts: facts.sort(order), none };
  }

  const number = (at) => { const [year, month] = at.split("-").map(Number); return year * 12 + Math.min(month, 12); };
  const month = (n) => `${Math.floor((n - 1) / 12)}-${String(((n - 1) % 12) + 1).padStart(2, "0")}`;

  // The columns in order of time; a few months with nothing stand as they are, more of them as one narrow break.
  function columnsOf(facts) {
    const stacks = new Map(), made = [];
    for (const it of facts) stacks.set(it.at, [...(stacks.get(it.at) || []), it]);
    let last = 0;
    for (const [at, list] of stacks) {
      const from = last, to = number(at);
      if (from && to - from - 1 > PLAIN) made.push({ gap: to - from - 1, list: [] });
      else if (from) for (let n = from + 1; n < to; n += 1) made.push({ at: month(n), head: month(n), list: [] });
      made.push({ at, key: `w:${at}`, head: list[0].within ? list[0].when : at, open: list[0].within > 0, list });
      last = to;
    }
    return made;
  }

  const words = (it) => [it.fact.indicator || it.fact.quote, it.fact.amount].filter(Boolean).join(" ");
  const lead = (measure) => [...new Set(measure.duties.filter((duty) => duty.role === "lead").map((duty) => duty.name))].join("、");
  const tellOf = (it) => `${it.when} ${word(it.kind)} ${words(it)} · ${Z.source(it.measure)} ${it.measure.text}`;
  const dutiesOf = (chosen, list) => list.flatMap((it) => chosen.dutiesOf.get(it.measure));

  function markOf(it, x, y, wide, chosen) {
    const label = tellOf(it), made = svg("g", { class: `mark node due ${it.kind}` }, svg("title", {}, label), svg("rect", { x, y, width: wide, height: MARK - SPACE, rx: 3 }));
    return Z.mark(Z.pickable(made, it.measure.key, label), chosen.dutiesOf.get(it.measure), it.measure.key);
  }

  // Each fact as a block.
  function blocks(column, box, chosen) {
    const across = Math.max(2, Math.floor((box.wide - 10) / 22)), width = Math.min(26, (box.wide - 10) / across), indent = box.left + (box.wide - width * across) / 2;
    return column.list.map((it, n) => markOf(it, indent + (n % across) * width, box.floor - MARK * (1 + Math.floor(n / across)), width - SPACE, chosen));
  }

  // All facts of a column as one bar, which opens the list of their measures.
  function bar(column, box, chosen) {
    const many = KINDS.map((kind) => [kind, column.list.filter((it) => it.kind === kind).length]).filter(([, n]) => n);
    const label = `${column.head} ${many.map(([kind, n]) => `${word(kind)} ${n}`).join("、")}`, parts = [];
    let y = box.floor;
    for (const [kind, n] of many) {
      y -= n * box.scale;
      parts.push(svg("rect", { class: kind, x: box.left + 8, y, width: box.wide - 16, height: Math.max(n * box.scale - 1, 1) }));
    }
    const hit = svg("rect", { class: "hit", x: box.left, y: TOP, width: box.wide, height: box.floor - TOP });
    const made = svg("g", { class: "mark node due bar" }, svg("title", {}, label), hit, ...parts);
    return Z.mark(Z.pickable(made, column.key, label), dutiesOf(chosen, column.list), column.key);
  }

  // A bar's key stands in the address, and opens as the measures that are due then.
  function open(columns) {
    for (const it of columns) if (it.key) Z.add({ key: it.key, name: it.head, measures: [...new Set(it.list.map((one) => one.measure))], told: word("deadline") });
  }

  function layout(host, columns, fine) {
    const gaps = columns.filter((it) => it.gap).length * BLANK, plain = columns.filter((it) => !it.gap).length;
    const step = Math.max(fine ? LABEL : SLIM, Math.min(160, Math.floor((host.clientWidth - 30 - gaps) / plain)));
    const longest = Math.max(...columns.map((it) => it.list.length)), across = Math.max(2, Math.floor((step - 10) / 22));
    const tall = fine ? Math.max(8, Math.ceil(longest / across)) * MARK : BARS, floor = TOP + tall + 20;
    return { step, longest, across, floor, high: floor + FOOT, scale: tall / longest, wide: Math.max(plain * step + gaps + 24, host.clientWidth - 4) };
  }

  function axis(column, box, at, fine) {
    if (column.gap) {
      const x = box.left + BLANK / 2;
      const line = svg("line", { x1: x, x2: x, y1: TOP, y2: at.floor + 4 }), dots = svg("text", { x, y: at.floor + 22, "text-anchor": "middle" }, "⋯");
      return [svg("g", { class: "blank" }, svg("title", {}, Z.say("months-empty", column.gap)), line, dots)];
    }
    const made = [svg("line", { x1: box.left + 4, x2: box.left + at.step - 4, y1: at.floor + 4, y2: at.floor + 4 })];
    if (column.open) made.push(svg("rect", { class: "apart", x: box.left + 2, y: 10, width: at.step - 4, height: at.high - 14, rx: 8 }));
    made.push(svg("text", { x: box.left + at.step / 2, y: at.floor + 22, "text-anchor": "middle" }, column.head));
    const top = at.floor - (fine ? MARK * Math.ceil(column.list.length / at.across) : column.list.length * at.scale);
    if (column.list.length) made.push(svg("text", { class: "sum", x: box.left + at.step / 2, y: top - 6, "text-anchor": "middle" }, String(column.list.length)));
    return made;
  }

  function picture(host, columns, chosen, fine) {
    const at = layout(host, columns, fine), lines = svg("g", { class: "grid" }), nodes = svg("g", { class: "nodes" });
    let left = 12;
    for (const column of columns) {
      const box = { left, wide: column.gap ? BLANK : at.step, floor: at.floor, scale: at.scale };
      lines.append(...axis(column, box, at, fine));
      if (column.list.length) nodes.append(...(fine ? blocks(column, box, chosen) : [bar(column, box, chosen)]));
      left += box.wide;
    }
    const size = { width: at.wide, height: at.high, viewBox: `0 0 ${at.wide} ${at.high}` };
    return svg("svg", { class: "picture", ...size, role: "group", "aria-label": word("view-timeline") }, lines, nodes);
  }

  // What the mouse or the keyboard points at, in words under the picture.
  function pointed(made) {
    const line = el("p", { class: "pointed why" }, word("point-at"));
    const tell = (event) => { const it = event.target.closest && event.target.closest(".pick"); if (it) line.textContent = it.querySelector("title").textContent; };
    made.addEventListener("pointerover", tell);
    made.addEventListener("focusin", tell);
    return line;
  }

  // Where not all is in sight, the fullest month is.
  function show(box, made, columns) {
    if (box.scrollWidth <= box.clientWidth) return;
    const most = Math.max(...columns.map((it) => it.list.length)), at = columns.findIndex((it) => it.list.length === most);
    box.scrollLeft = (made.width.baseVal.value * (at + 1)) / columns.length - box.clientWidth / 2;
  }

  function draw(host, chosen) {
    const { facts, none } = dated(chosen), fine = facts.length <= Z.MOST;
    const twin = { columns: ["deadline", "kind-of-date", "quote", "measure", "leads", "place"], main: "measure", legend: KINDS };
    twin.rows = facts.map((it) => [it.when, word(it.kind), words(it), it.measure.text, lead(it.measure), it.measure.document.place || ""]);
    twin.keys = facts.map((it) => it.measure.key);
    const note = [none ? Z.say("undated", none, facts.length + none) : "", fine ? "" : Z.say("stacked-only", facts.length)].filter(Boolean).join(" ");
    if (!facts.length) { host.append(el("p", { class: "none" }, word("no-dates"))); return { ...twin, note }; }
    const columns = columnsOf(facts);
    open(columns);
    const made = picture(host, columns, chosen, fine), box = el("div", { class: "wide" }, made);
    host.append(box, pointed(made));
    show(box, made, columns);
    return { ...twin, note };
  }

  Z.views.timeline = { draw };
})();
