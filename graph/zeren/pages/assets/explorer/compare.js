"use strict";
// Compare: two places, years or bureaus side by side by field of public life: what each does, who leads it, with how many targets.
(() => {
  const { el, svg, word } = Z;
  const ROW = 58, TOP = 58, LISTED = 100;

  function listOf(name, chosen, options, label) {
    const option = (it) => el("option", { value: it.id, selected: it.id === chosen.id || null }, `${it.name} ${it.measures.size}`);
    const groups = new Map();
    for (const it of options) groups.set(it.group, [...(groups.get(it.group) || []), it]);
    const grouped = () => [...groups].map(([group, list]) => el("optgroup", { label: group || word("no-place") }, list.map(option)));
    const inside = groups.size > 1 ? grouped() : options.map(option), onchange = (event) => Z.go({ [name]: event.target.value });
    return el("label", {}, el("span", {}, label), " ", el("select", { "aria-label": label, onchange }, inside));
  }

  function controls(kind, { a, b, others }, options) {
    const kinds = Z.menu(word("compare"), Z.sides.KINDS.map((it) => [it, word(`sides-${it}`)]), kind, (sides) => Z.go({ sides, a: "", b: "" }));
    const [left, right] = [a ? listOf("a", a, options, word("side-a")) : null, b ? listOf("b", b, others, word("side-b")) : null];
    return el("p", { class: "controls" }, kinds, " ", left, " ", right);
  }

  // --- the picture -----------------------------------------------------------------------------------------------------
  const total = (it) => (it ? it.measures.length : 0);
  const leadOf = (it) => `${it.name} ${it.guess ? `${word("guess")} ` : ""}${it.measures.size}`;
  const leadsOf = (it, most = 99) => Z.listed(it.leads.slice(0, most).map(leadOf));
  const toldOf = (it) => [leadsOf(it, 3), it.targets.length ? `${word("targets")} ${it.targets.length}` : ""].filter(Boolean).join(" · ");

  function bar(it, n, at, y) {
    const parts = [];
    let x = 0;
    for (const name of Z.sides.STANDING) {
      const long = (it.count[name] / at.most) * at.room;
      const box = { x: n ? at.edge[1] + x : at.edge[0] - x - long, y: y + 6, width: Math.max(long - 1, 1), height: 14 };
      if (long) parts.push(svg("rect", { class: `bar ${name === "guess" ? "lead guess" : name}`, ...box }));
      x += long;
    }
    const sum = { class: "sum", x: n ? at.edge[1] + x + 5 : at.edge[0] - x - 5, y: y + 17, "text-anchor": n ? "start" : "end" };
    return [...parts, svg("text", sum, String(total(it)))];
  }

  function half(field, it, n, at, y, side) {
    const anchor = n ? "start" : "end", x = at.edge[n], room = at.room + 26;
    const line = (text, down, name) => (text ? svg("text", { class: name, x, y: y + down, "text-anchor": anchor }, Z.fit(text, room, 11)) : null);
    const counted = Z.listed(Z.sides.STANDING.filter((name) => it.count[name]).map((name) => `${word(`standing-${name}`)} ${it.count[name]}`));
    const headings = Z.listed([...it.headings]);
    const label = `${side.name} ${field.name} ${total(it)}${word("colon")}${counted}${word("semicolon")}${toldOf(it)}`;
    const key = `c:${side.id} ${field.zh}`;
    Z.add({ key, name: `${side.name} · ${field.name}`, measures: it.measures, told: word("measures") });
    const hit = svg("rect", { class: "hit", x: n ? at.edge[1] : 0, y, width: at.edge[0], height: ROW });
    const lines = [line(toldOf(it), 34, "small"), line(headings, 49, "small quiet")].filter(Boolean);
    const title = svg("title", {}, [label, headings].filter(Boolean).join("\n"));
    return Z.mark(Z.pickable(svg("g", { class: "mark node row" }, title, hit, bar(it, n, at, y), lines), key, label), it.duties, key);
  }

  function layout(host, fields, of) {
    const wide = Math.max(Math.min(host.clientWidth - 4, 1240), 340), label = Math.min(140, wide * 0.26);
    const most = Math.max(...fields.flatMap((it) => of.map((map) => total(map.get(it)))));
    return { wide, label, most, room: (wide - label) / 2 - 34, edge: [(wide - label) / 2, (wide + label) / 2], high: TOP + fields.length * ROW + 8 };
  }

  // The years of a place that is a side, and how many measures they have.
  const yearsOf = (side) => [...new Set([...side.measures].map((it) => it.document.year).filter(Boolean))].sort();
  const sumOf = (side) => [side.kind === "place" ? Z.listed(yearsOf(side)) : "", Z.say("measures-in-all", side.measures.size)].filter(Boolean).join(" · ");

  // The name of a side over its bars, and of a field between them, with who alone has it.
  function sideName(side, n, at) {
    const place = { x: at.edge[n], "text-anchor": n ? "start" : "end" };
    const name = svg("text", { class: "side", ...place, y: 24 }, Z.fit(side.name, at.room + 26, 14, 700));
    return [name, svg("text", { class: "small", ...place, y: 42 }, Z.fit(sumOf(side), at.room + 26, 11))];
  }
  function fieldName(field, y, at, only) {
    const place = { x: at.wide / 2, "text-anchor": "middle" }, made = [svg("line", { class: "rule", x1: 8, x2: at.wide - 8, y1: y, y2: y })];
    made.push(svg("text", { class: only ? "field own" : "field", ...place, y: y + 18 }, Z.fit(field.name, at.label - 6, 12, 600)));
    if (only) made.push(svg("text", { class: "small quiet", ...place, y: y + 34 }, Z.fit(Z.say("only-side", only.name), at.label - 6, 11)));
    return made;
  }

  function picture(host, fields, of, sides) {
    const at = layout(host, fields, of), nodes = svg("g", { class: "nodes" }), names = svg("g", { class: "heads" });
    sides.forEach((side, n) => names.append(...sideName(side, n, at)));
    fields.forEach((field, row) => {
      const y = TOP + row * ROW, both = of.every((map) => map.has(field));
      names.append(...fieldName(field, y, at, both ? null : sides[of[0].has(field) ? 0 : 1]));
      of.forEach((map, n) => { if (map.has(field)) nodes.append(half(field, map.get(field), n, at, y, sides[n])); });
    });
    const label = `${word("view-compare")} ${sides.map((it) => it.name).join(" – ")}`;
    const size = { width: at.wide, height: at.high, viewBox: `0 0 ${at.wide} ${at.high}` };
    return svg("svg", { class: "picture", ...size, role: "group", "aria-label": label }, names, nodes);
  }

  // --- two bureaus -----------------------------------------------------------------------------------------------------
  const go = (key, text) => el("a", { class: "go", href: Z.link({ pick: key }) }, text);
  function listed(title, items) {
    if (!items.length) return null;
    const more = items.length > LISTED ? el("p", { class: "why" }, Z.say("more-left", items.length - LISTED)) : null;
    return el("section", {}, el("h3", {}, `${title} ${items.length}`), el("ul", { class: "brief" }, items.slice(0, LISTED).map((it) => el("li", {}, it))), more);
  }

  // The measures in which both stand, and who works with both.
  function together(chosen, sides) {
    const dutiesOf = (side) => [...side.measures].flatMap((measure) => chosen.dutiesOf.get(measure));
    const [one, other] = sides.map((side) => new Set(dutiesOf(side).map((duty) => duty.unit)));
    const both = [...sides[0].measures].filter((it) => sides[1].measures.has(it));
    const mutual = [...one].filter((it) => other.has(it) && sides.every((side) => side.unit !== it));
    const measure = (it) => [go(it.key, it.text), el("span", { class: "where" }, ` ${Z.source(it)}`)];
    return [listed(word("shared-measures"), both.map(measure)), listed(word("shared-partners"), mutual.map((it) => go(it.key, it.name)))];
  }

  // --- the whole -------------------------------------------------------------------------------------------------------
  // Fields of both sides first, then those of one; what has no clear field last.
  function order(of) {
    const clear = (it) => it.zh !== "-", rank = (it) => (!clear(it) ? 3 : of.every((map) => map.has(it)) ? 0 : of[0].has(it) ? 1 : 2);
    const weight = (it) => of.reduce((sum, map) => sum + total(map.get(it)), 0);
    return [...new Set(of.flatMap((it) => [...it.keys()]))].sort((a, b) => rank(a) - rank(b) || weight(b) - weight(a) || a.i - b.i);
  }

  const targetsOf = (it) => it.targets.map((one) => [one.indicator, one.amount].filter(Boolean).join(" ") || one.quote).join(word("semicolon"));

  function twin(fields, of, sides) {
    const rows = [], keys = [], { STANDING } = Z.sides;
    for (const field of fields) {
      const common = word(of.every((one) => one.has(field)) ? "shared" : "own");
      of.forEach((map, n) => {
        const it = map.get(field);
        if (!it) return;
        rows.push([field.name, common, sides[n].name, total(it), ...STANDING.map((name) => it.count[name]), leadsOf(it), targetsOf(it), Z.listed([...it.headings])]);
        keys.push(`c:${sides[n].id} ${field.zh}`);
      });
    }
    const columns = ["field", "common-to", "side", "measures", ...STANDING.map((it) => `standing-${it}`), "leads", "targets", "themes"];
    return { columns, rows, keys, main: "field" };
  }

  function kindOf(chosen, state) {
    const several = (it) => Z.sides.choices(chosen, it, state.pick).length > 1;
    return Z.sides.KINDS.includes(state.sides) ? state.sides : Z.sides.KINDS.find(several) || "unit";
  }

  function draw(host, chosen, state) {
    const kind = kindOf(chosen, state), options = Z.sides.choices(chosen, kind, state.pick), two = Z.sides.pair(options, kind, state);
    host.append(controls(kind, two, options));
    if (!two.b) { host.append(el("p", { class: "none" }, word("nothing-to-compare"))); return { columns: [], rows: [], keys: [] }; }
    const sides = [two.a, two.b].map((it) => ({ ...it, kind })), of = sides.map((it) => Z.sides.byField(chosen, it)), fields = order(of);
    const how = el("p", { class: "why" }, word(Z.sides.bureau(kind) ? "compare-bureaus" : "compare-bars"));
    const below = [kind === "unit" ? together(chosen, sides) : null, Z.indicators.table(Z.indicators.common(sides), sides)];
    host.append(el("div", { class: "compared" }, how, picture(host, fields, of, sides), below));
    const unclear = sides.map((side) => [...side.measures].filter((it) => it.field.zh === "-").length);
    const uneven = kind === "place" && String(yearsOf(sides[0])) !== String(yearsOf(sides[1]));
    const note = [uneven ? word("years-uneven") : "", unclear[0] + unclear[1] ? Z.say("fields-unclear", ...unclear) : ""].filter(Boolean).join(" ");
    return { ...twin(fields, of, sides), legend: ["lead", "guess", "support", "implement", "bare"], note };
  }

  Z.views.compare = { draw };
})();
