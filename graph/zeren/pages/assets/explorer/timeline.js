"use strict";
// Timeline: what has a date, month by month; what has only a year stands after its months,
// the plan's own year after a year that is written; what has none is counted.
(() => {
  const { svg, el, word } = Z;
  const TOP = 34, FOOT = 34, MARK = 15, SPACE = 3, BARS = 300, LABEL = 62, SLIM = 50, BLANK = 26, PLAIN = 2;
  const KINDS = ["target", "milestone"];

  // Where a fact stands: in its month, or after the months of a year that is written, or of one that is only the plan's.
  const placed = {
    date: (it) => ({ at: it.day.slice(0, 7), sort: it.day }),
    year: (it) => ({ at: `${it.year}-13`, sort: `${it.year}-13`, head: Z.due(it) }),
    plan: (it) => ({ at: `${it.year}-14`, sort: `${it.year}-14`, head: Z.say("year-of-plan", it.year) }),
  };

  // Every target and milestone of the chosen measures with the time it is due, and those that no time can be told of.
  function dated(chosen) {
    const facts = [], none = [];
    for (const measure of chosen.measures) {
      for (const [kind, list] of [["target", measure.targets], ["milestone", measure.milestones]]) {
        for (const fact of list) {
          const it = Z.when(fact, measure), made = { fact, kind, measure, told: it.told, when: Z.due(it) };
          if (it.told === "none") none.push(made); else facts.push({ ...made, ...placed[it.told](it) });
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
      made.push({ at, key: `w:${at}`, head: list[0].head || at, open: Boolean(list[0].head), list });
      last = to;
    }
    return made;
  }

  const words = (it) => [it.fact.indicator || it.fact.quote, it.fact.amount].filter(Boolean).join(" ");
  const borne = (duty) => (duty.guess ? `${duty.name}(${word("guess")})` : duty.name);
  const lead = (measure) => [...new Set(measure.duties.filter((duty) => duty.role === "lead").map(borne))].join("、");
  const tellOf = (it) => `${it.when} ${word(it.kind)} ${words(it)} · ${Z.source(it.measure)} ${it.measure.text}`;
  const dutiesOf = (chosen, list) => list.flatMap((it) => chosen.dutiesOf.get(it.measure));

  function markOf(it, x, y, wide, chosen) {
    const label = tellOf(it), look = `mark node due ${it.kind}${it.told === "plan" ? " assumed" : ""}`;
    const made = svg("g", { class: look }, svg("title", {}, label), svg("rect", { x, y, width: wide, height: MARK - SPACE, rx: 3 }));
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
    const made = svg("g", { class: `mark node due bar${column.list[0].told === "plan" ? " assumed" : ""}` }, svg("title", {}, label), hit, ...parts);
    return Z.mark(Z.pickable(made, column.key, label), dutiesOf(chosen, column.list), column.key);
  }

  // A bar's key stands in the address, and opens as the measures that are due then; so do all of the plan's year, and of none.
  const opens = (key, name, list) => Z.add({ key, name, measures: [...new Set(list.map((one) => one.measure))], told: word("deadline") });
  function open(columns, facts, none) {
    for (const it of columns) if (it.key) opens(it.key, it.head, it.list);
    opens("w:plan", word("deadline-plan-year"), facts.filter((it) => it.told === "plan"));
    opens("w:none", word("due-none"), none);
  }

  // How many there are, and how far the text tells their time; what it does not tell can be opened.
  function counted(facts, none) {
    const all = [...facts, ...none], many = (list, name, value) => list.filter((it) => it[name] === value).length;
    const parts = ["date", "year", "plan", "none"].map((told) => [told, many(all, "told", told)]).filter(([, n]) => n);
    const shown = ([told, n]) => {
      const text = Z.say(`due-count-${told}`, n);
      return told === "plan" || told === "none" ? el("a", { class: "go", href: Z.link({ pick: `w:${told}` }) }, text) : text;
    };
    const among = parts.flatMap((it, n) => [n ? word("due-and") : null, shown(it)]).filter(Boolean);
    return [Z.say("due-all", all.length, many(all, "kind", "target"), many(all, "kind", "milestone")), ...among, word("full-stop")];
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

  // A measure that was chosen and of which nothing can be shown here says so.
  function absent(line, facts, key) {
    const it = Z.byKey(key), measure = it && (it.measure || (it.document && it.duties && it));
    const gone = measure && !facts.some((one) => one.measure === measure);
    if (line.dataset.gone || gone) line.textContent = gone ? Z.say("due-absent", Z.source(measure)) : word("point-at");
    line.dataset.gone = gone ? "1" : "";
  }

  function draw(host, chosen) {
    const { facts, none } = dated(chosen), fine = facts.length <= Z.MOST;
    const twin = { columns: ["deadline", "kind-of-date", "quote", "measure", "leads", "place"], main: "measure", legend: KINDS };
    const all = [...facts, ...none];
    twin.rows = all.map((it) => [it.when || word("due-none"), word(it.kind), it.fact.quote, it.measure.text, lead(it.measure), it.measure.document.place || ""]);
    twin.keys = all.map((it) => it.measure.key);
    const note = all.length ? [...counted(facts, none), fine ? "" : ` ${Z.say("stacked-only", facts.length)}`] : "";
    const columns = columnsOf(facts);
    open(columns, facts, none);
    if (!facts.length) { host.append(el("p", { class: "none" }, word("no-dates"))); return { ...twin, note }; }
    const made = picture(host, columns, chosen, fine), box = el("div", { class: "wide" }, made), line = pointed(made);
    host.append(box, line);
    show(box, made, columns);
    return { ...twin, note, picked: (key) => absent(line, facts, key) };
  }

  Z.views.timeline = { draw };
})();
