"use strict";
// Who works together, as bands of bureaus: a group a band, arcs within it on the left, arcs to other bands in a lane of their own
// on the right, what its bureaus do together beside it. No line runs over a label. And lists of who would be missed, gaps, clashes.
(() => {
  const { svg, el, say, word } = Z;
  const STEP = 22, HEAD = 30, FOOT = 10, GAP = 12, LEFT = 92, LANE = 96, MOST_LINES = 400, WIDE = 820;
  const both = (pair) => pair.measures.flatMap((measure) => measure.duties.filter((duty) => duty.unit === pair.one || duty.unit === pair.other));

  // Bureaus of a group in an order in which those that are tied stand near.
  function ordered(units, pairs) {
    const at = new Map(units.map((unit, y) => [unit, y])), near = new Map(units.map((unit) => [unit, []]));
    for (const { one, other } of pairs) if (at.has(one) && at.has(other)) { near.get(one).push(other); near.get(other).push(one); }
    for (let round = 0; round < 6; round += 1) {
      const pull = new Map(units.map((unit) => [unit, near.get(unit).reduce((sum, it) => sum + at.get(it), 0) / near.get(unit).length || at.get(unit)]));
      [...units].sort((a, b) => pull.get(a) - pull.get(b) || a.i - b.i).forEach((unit, y) => at.set(unit, y));
    }
    return [...at].sort((a, b) => a[1] - b[1]).map(([unit]) => unit);
  }

  // The bands from top to bottom: the groups of Python, the surest and strongest first, then who is in none.
  function bandsOf(city, pairs, apart) {
    const degree = new Map(), groups = new Map();
    for (const { one, other } of pairs) for (const unit of [one, other]) degree.set(unit, (degree.get(unit) || 0) + 1);
    for (const unit of [...degree.keys()].sort((a, b) => a.i - b.i)) {
      const group = apart ? 0 : city.groups.get(unit) || 0;
      groups.set(group, [...(groups.get(group) || []), unit]);
    }
    return [...groups].map(([group, units]) => {
      const own = pairs.filter((it) => units.includes(it.one) && units.includes(it.other));
      const middle = units.reduce((most, it) => (degree.get(it) > degree.get(most) ? it : most), units[0]);
      const weight = own.reduce((sum, it) => sum + (it.beside === "more" ? 1000 : 0) + Math.max(0, it.extra || 0), 0);
      return { group, apart, units: ordered(units, pairs), own, middle, degree, weight };
    }).sort((a, b) => !a.group - !b.group || b.weight - a.weight || a.group - b.group);
  }

  // The measures that most of a band's bureaus share, and the theme that most of these stand under.
  function sharedBy(band) {
    const count = new Map();
    for (const pair of band.own) for (const measure of pair.measures) {
      if (!count.has(measure)) count.set(measure, new Set());
      count.get(measure).add(pair.one).add(pair.other);
    }
    const measures = [...count].sort((a, b) => b[1].size - a[1].size || a[0].i - b[0].i), themes = new Map();
    for (const [measure] of measures) if (measure.theme) themes.set(measure.theme, (themes.get(measure.theme) || 0) + 1);
    const [theme, n] = [...themes].sort((a, b) => b[1] - a[1])[0] || [null, 0];
    return { measures, theme: n * 2 >= measures.length ? theme : null };
  }

  function titleOf(band, theme, short) {
    if (!band.group) return word(band.apart ? "group-apart" : "group-none");
    return say("group-around", short(band.middle)) + (theme ? ` · ${theme.name}` : "");
  }

  // Where everything stands.
  function laid(bands, wide, city) {
    const fine = wide >= WIDE, left = fine ? LEFT : 64, lane = fine ? LANE : 40, x = 10 + left;
    const right = fine ? Math.min(x + 330, wide * 0.46) : wide - 10 - lane, spots = new Map();
    let y = GAP;
    for (const band of bands) {
      band.top = y;
      band.units.forEach((unit, n) => spots.set(unit, { band, x, y: y + HEAD + n * STEP + 8 }));
      band.high = HEAD + Math.max(band.units.length, fine && band.own.length ? 2 : 1) * STEP + FOOT;
      y += band.high + GAP;
    }
    const short = (unit) => { const [first, ...rest] = unit.name.split("·"); return rest.length && city.name.includes(first) ? rest.join("·") : unit.name; };
    return { short, spots, high: y, x, right, lane, list: fine ? right + lane + 14 : 0, columns: Math.floor((right - x - 16) / 6.3) };
  }

  function line(pair, plan) {
    const a = plan.spots.get(pair.one), b = plan.spots.get(pair.other), far = Math.abs(a.y - b.y), within = a.band === b.band;
    const bow = within ? -Math.min(plan.x - 26, 12 + far * 0.55) : Math.min(plan.lane * 1.25, 16 + far * 0.3), x = within ? a.x - 8 : plan.right;
    const d = `M${x} ${a.y}C${x + bow} ${a.y} ${x + bow} ${b.y} ${x} ${b.y}`;
    return svg("path", { class: `mark edge together ${pair.look}`, d, "stroke-width": pair.wide.toFixed(1) }, svg("title", {}, `${pair.name} ${pair.told}`));
  }

  function bureau(unit, plan, band, joins, lone, duties) {
    const { x, y } = plan.spots.get(unit), n = band.degree.get(unit), broker = joins > 1;
    const some = lone ? ` · ${say("alone-n", lone)}` : "", size = 3 + Math.min(5, Math.sqrt(n)), edge = size + 2;
    const sign = broker ? svg("path", { class: "sign-broker", d: `M${x} ${y - edge}l${edge} ${edge}l${-edge} ${edge}l${-edge} ${-edge}z` })
      : svg("circle", { cx: x, cy: y, r: size });
    const tail = plan.list ? some : "", name = Z.fit(plan.short(unit), plan.right - x - 42 - tail.length * 6.2);
    const told = [`${unit.name} ${say("partners-n", n)}`, broker && say("joins-n", joins), lone && say("alone-n", lone)].filter(Boolean).join(", ");
    const made = svg("g", { class: `mark node unit group-${band.group % 6}` }, svg("title", {}, told), sign,
      svg("text", { x: x + 13, y: y + 4 }, `${name} ${n}`, svg("tspan", { class: "quiet" }, tail)));
    return Z.mark(Z.pickable(made, unit.key, told), duties, unit.key);
  }

  function ground(band, plan, wide) {
    const { measures, theme } = sharedBy(band), room = Math.floor((wide - 24 - plan.list) / 6.3), title = titleOf(band, theme, plan.short);
    const made = [svg("rect", { class: "band-ground", x: 8, y: band.top, width: wide - 16, height: band.high, rx: 10 }),
      svg("text", { class: "band-title", x: 20, y: band.top + 19 }, svg("title", {}, title), Z.fit(title, plan.right - 28, 13, 600))];
    if (!plan.list || !measures.length) return { made, list: [] };
    const lines = Math.max(band.units.length, 2), shown = measures.slice(0, lines);
    made.push(svg("text", { class: "quiet", x: plan.list, y: band.top + 19 }, say("done-together", measures.length)));
    return { made, list: shown.map(([measure, units], n) => {
      const y = band.top + HEAD + n * STEP + 12;
      const node = svg("g", { class: "mark node what" }, svg("title", {}, measure.text),
        svg("rect", { class: "hit", x: plan.list - 4, y: y - 15, width: wide - plan.list - 14, height: STEP }),
        svg("text", { x: plan.list, y }, `${units.size} · ${Z.cut(measure.text, room - 5)}`));
      return Z.mark(Z.pickable(node, measure.key, `${say("units-n", units.size)} ${measure.text}`), measure.duties, measure.key);
    }) };
  }

  const look = (pair) => {
    const beside = pair.beside || "", extra = pair.expected === undefined ? pair.shared / 2 : Math.abs(pair.extra);
    const kind = beside.endsWith("less") ? "less" : beside.endsWith("more") ? "more" : "plain";
    return { look: kind + (beside.startsWith("perhaps") ? " guess" : ""), wide: 1.2 + Math.min(6, extra) };
  };

  const framed = (width, height, ...inside) =>
    svg("svg", { class: "picture", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": word("view-network") }, inside);

  function picture(host, city, pairs, apart) {
    const strongest = pairs.slice(0, MOST_LINES).map((it) => Object.assign(it, look(it)));
    const bands = bandsOf(city, strongest, apart), wide = Math.max(host.clientWidth - 4, 340), plan = laid(bands, wide, city);
    const grounds = bands.map((band) => ground(band, plan, wide));
    const lone = new Map();
    for (const it of Z.ties.alone) if (city.documents.has(it.measure.document)) lone.set(it.unit, (lone.get(it.unit) || 0) + 1);
    const duties = new Map([...plan.spots.keys()].map((unit) => [unit, new Set()]));
    const edges = strongest.map((it) => {
      const own = both(it);
      for (const duty of own) duties.get(it.one).add(duty) && duties.get(it.other).add(duty);
      return Z.mark(Z.pickable(line(it, plan), it.key, `${it.name} ${it.told}`), own, it.key);
    });
    const outside = new Set(strongest.filter((it) => plan.spots.get(it.one).band !== plan.spots.get(it.other).band).flatMap((it) => [it.one, it.other]));
    const ports = [...outside].map((unit) => svg("circle", { class: "port", cx: plan.right, cy: plan.spots.get(unit).y, r: 2.5 }));
    const nodes = bands.flatMap((band) => band.units.map((unit) =>
      bureau(unit, plan, band, city.joins.get(unit) || 0, lone.get(unit) || 0, duties.get(unit))));
    host.append(framed(wide, plan.high, svg("g", { class: "bands" }, grounds.map((it) => it.made)), svg("g", { class: "edges" }, ports, edges),
      svg("g", { class: "nodes" }, nodes, grounds.map((it) => it.list))));
  }

  // Too many bureaus for any picture: how much their kinds work together, as bars; a kind narrows to its bureaus.
  function kinds(host, pairs) {
    const count = new Map();
    for (const it of pairs) for (const kind of new Set([it.one.kind, it.other.kind])) count.set(kind, (count.get(kind) || 0) + it.shared);
    const lines = [...count].sort((a, b) => b[1] - a[1]), wide = Math.max(host.clientWidth - 4, 340), scale = (wide - 290) / lines[0][1];
    const nodes = lines.map(([kind, n], at) => {
      const y = 14 + at * 30, name = kind ? word(`kind-${kind}`) : word("unknown");
      const made = svg("g", { class: "mark node" }, svg("rect", { class: "bar support", x: 190, y, width: Math.max(2, n * scale), height: 20 }),
        svg("text", { x: 180, y: y + 15, "text-anchor": "end" }, Z.cut(name, 26)), svg("text", { x: 198 + n * scale, y: y + 15 }, String(n)));
      return kind ? Z.pickable(made, `k:${kind}`, `${name} ${n}`) : made;
    });
    host.append(framed(wide, 24 + lines.length * 30, svg("g", { class: "nodes" }, nodes)));
  }

  const nameOf = (units) => Z.listed(units.slice(0, 3).map((it) => it.name));

  // Who is not in the picture, and why.
  function absent(city, chosen, state, drawn) {
    const duties = [...city.documents].flatMap((it) => it.measures).flatMap((it) => it.duties), here = new Set(duties.map((it) => it.unit).filter(Z.ties.named));
    const hidden = state.common ? [] : [...here].filter((it) => it.common);
    const rest = [...here].filter((it) => chosen.units.has(it) && !drawn.has(it)).map((it) => [it.name, Z.tally(chosen.units.get(it)).all]);
    const busiest = rest.reduce((most, it) => (it[1] > most[1] ? it : most), ["", 0]);
    return [hidden.length ? say("universal-left", hidden.length, nameOf(hidden)) : "", rest.length ? say("untied-left", rest.length, ...busiest) : ""];
  }

  const LEGENDS = { "": ["sure", "perhaps", "broker"], less: ["less", "perhaps-less", "broker"], all: ["sure", "perhaps", "less", "shared", "broker"] };

  function pairsTold(host, city, chosen, state) {
    const { how, options, pairs } = Z.ties.tied(city, chosen, state), drawn = new Set(pairs.flatMap((it) => [it.one, it.other])), many = drawn.size > Z.MOST;
    host.querySelector(".controls").append(Z.menu(word("which-pairs"), options, how, (value) => Z.go({ tied: value })));
    const notes = absent(city, chosen, state, drawn);
    if (!pairs.length) host.append(el("p", { class: "none" }, word("no-pairs")));
    else if (many) { kinds(host, pairs); notes.push(say("kinds-only", drawn.size)); } else {
      picture(host, city, pairs, how === "less");
      if (pairs.length > MOST_LINES) notes.push(say("lines-left", MOST_LINES, pairs.length - MOST_LINES));
    }
    return { columns: ["first-unit", "second-unit", "together", "expected", "beyond-chance", "q-value"], main: "first-unit",
      legend: many || !pairs.length ? [] : LEGENDS[how.slice(0, 3)] || LEGENDS[how], note: notes.filter(Boolean).join(" "), keys: pairs.map((it) => it.key),
      rows: pairs.map((it) => [it.one.name, it.other.name, it.shared, it.expected ?? "", word(`chance-${it.beside || "like"}`), it.q === undefined ? "" : Number(it.q.toPrecision(2))]) };
  }

  const of = (measure) => [measure.text, measure.theme ? measure.theme.name : "", measure.document.label];
  const LISTS = {
    alone: { columns: ["unit", "measures-alone", "measure", "theme", "document", "and-everybody"],
      row: (it, times) => [it.unit.name, times.get(it.unit), ...of(it.measure), it.everybody ? word("yes") : ""] },
    gaps: { columns: ["what-lacks", "measure", "theme", "document", "units"],
      row: (it) => [word(`gap-${it.kind}`), ...of(it.measure), Z.listed([...new Set(it.measure.duties.map((duty) => duty.name))])] },
    clashes: { columns: ["what-clashes", "units", "measure", "theme", "document"], row: (it) => [word(`clash-${it.kind}`), it.units, ...of(it.measure)] },
  };

  function listed(host, name, its, state) {
    const times = new Map();
    for (const it of its) times.set(it.unit, (times.get(it.unit) || 0) + 1);
    const order = its.sort((a, b) => times.get(b.unit) - times.get(a.unit) || (a.unit ? a.unit.i - b.unit.i : 0) || a.measure.i - b.measure.i);
    const { columns, row } = LISTS[name], rows = order.map((it) => row(it, times)), keys = order.map((it) => it.measure.key);
    const made = { columns, rows, keys, alone: true, legend: [] }, why = word(its.length ? `about-${name}-why` : `about-${name}-none`);
    host.append(el("p", { class: "why list-why" }, why), its.length ? Z.tableOf(made, state) : "");
    return made;
  }

  function draw(host, chosen, state) {
    const { left, city } = Z.ties.place(chosen, state), here = new Set(chosen.measures), about = LISTS[state.about] ? state.about : "";
    const lists = Object.fromEntries(Object.keys(LISTS).map((name) => [name, Z.ties[name].filter((it) => here.has(it.measure))]));
    const options = [["", word("about-pairs")], ...Object.keys(LISTS).map((name) => [name, `${word(`about-${name}`)} (${lists[name].length})`])];
    host.append(el("p", { class: "controls" }, Z.menu(word("show-what"), options, about, (value) => Z.go({ about: value, sort: "" }))));
    if (about) return listed(host, about, lists[about], state);
    if (!city) { host.append(el("p", { class: "none" }, word("no-pairs"))); return { columns: [], rows: [], keys: [], legend: [] }; }
    if (left.length < 2) return pairsTold(host, city, chosen, state);
    host.querySelector(".controls").append(Z.menu(word("place"), left.map((it) => [it.name, it.name]), city.name, (value) => Z.go({ city: value })));
    const told = pairsTold(host, city, chosen, state);
    return { ...told, note: `${told.note} ${say("within-cities", left.length)}`.trim() };
  }

  Z.views.network = { draw };
})();
