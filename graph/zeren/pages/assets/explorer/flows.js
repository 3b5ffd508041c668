"use strict";
// Who supports whom: from those that lead, on the left, to those that support them, on the right; a ribbon is as wide as the measures are many.
(() => {
  const { svg } = Z;
  const LEADS = 24, SUPPORTS = 28, BAR = 9, SLOT = 17, GAP = 4, TOP = 44, ROUNDS = 6, HIGH = 420;

  // Every lead and every bureau that supports it, and in which measures; the widest first.
  function flows(facts) {
    const found = new Map();
    for (const measure of facts.measures) {
      const held = facts.dutiesOf.get(measure).filter((duty) => !duty.unit.many);
      const of = (role) => new Set(held.filter((duty) => duty.role === role).map((duty) => duty.unit));
      for (const lead of of("lead")) {
        for (const support of of("support")) {
          if (lead === support) continue;
          const key = `${lead.i} ${support.i}`;
          if (!found.has(key)) found.set(key, { lead, support, measures: [] });
          found.get(key).measures.push(measure);
        }
      }
    }
    return [...found.values()].sort((a, b) => b.measures.length - a.measures.length || a.lead.i - b.lead.i || a.support.i - b.support.i);
  }

  // The widest ribbons and what else their ends have to do with others; what is between others alone is told, not drawn.
  function gathered(all) {
    const [leads, supports] = Z.widest(all, ["lead", "support"], [LEADS, SUPPORTS]), met = new Map(), rest = { pairs: 0, measures: 0 };
    const lead = Z.gather(all, "lead", leads), support = Z.gather(all, "support", supports);
    for (const it of all) {
      const one = lead(it.lead), other = support(it.support), key = `${one.i} ${other.i}`;
      if (!one.key && !other.key) { rest.pairs += 1; rest.measures += it.measures.length; continue; }
      if (!met.has(key)) met.set(key, { lead: one, support: other, n: 0, measures: [] });
      met.get(key).n += it.measures.length;
      met.get(key).measures.push(...it.measures);
    }
    return { ribbons: [...met.values()], rest };
  }

  const sums = (list, side) => list.reduce((map, it) => map.set(it[side], (map.get(it[side]) || 0) + it.n), new Map());
  const place = (list) => new Map(list.map((it, n) => [it, n]));

  // Both sides in an order in which few ribbons cross: each where the mean of its partners stands; the others last.
  function ordered(ribbons) {
    const bySize = (side) => [...sums(ribbons, side)].sort((a, b) => b[1] - a[1] || a[0].i - b[0].i).map(([it]) => it);
    const sides = { lead: bySize("lead"), support: bySize("support") };
    for (let n = 0; n < ROUNDS; n += 1) {
      for (const [side, other] of [["support", "lead"], ["lead", "support"]]) {
        const at = place(sides[other]), size = sums(ribbons, side), pull = new Map();
        for (const it of ribbons) pull.set(it[side], (pull.get(it[side]) || 0) + it.n * at.get(it[other]) / size.get(it[side]));
        const mean = (it) => (it.key ? pull.get(it) : 1e9);
        sides[side].sort((a, b) => mean(a) - mean(b) || (a.i < b.i ? -1 : 1));
      }
    }
    return sides;
  }

  // Where each bar stands, and where on it each ribbon begins.
  function stacked(units, ribbons, [side, other], scale, orderOf) {
    const bars = new Map();
    let y = TOP;
    for (const unit of units) {
      const own = ribbons.filter((it) => it[side] === unit).sort((a, b) => orderOf.get(a[other]) - orderOf.get(b[other]));
      const n = own.reduce((sum, it) => sum + it.n, 0), tall = n * scale, slot = Math.max(SLOT, tall);
      let at = y + (slot - tall) / 2;
      bars.set(unit, { y: at, tall, n, own, middle: y + slot / 2 });
      for (const it of own) { it[`${side}At`] = at; at += it.n * scale; }
      y += slot + GAP;
    }
    return { bars, end: y };
  }

  function curved(x1, y1, x2, y2, tall) {
    const mid = (x1 + x2) / 2, at = (value) => value.toFixed(1);
    return `M${x1} ${at(y1)}C${mid} ${at(y1)} ${mid} ${at(y2)} ${x2} ${at(y2)}V${at(y2 + tall)}`
      + `C${mid} ${at(y2 + tall)} ${mid} ${at(y1 + tall)} ${x1} ${at(y1 + tall)}Z`;
  }

  const dutiesOf = (facts, it) => it.measures.flatMap((measure) => facts.dutiesOf.get(measure).filter((duty) => (
    (duty.unit === it.lead && duty.role === "lead") || (duty.unit === it.support && duty.role === "support"))));

  function ribbon(facts, it, d) {
    const alone = it.lead.key && it.support.key, name = `${it.lead.name} → ${it.support.name}`, told = Z.say("flow-told", it.n);
    const made = svg("path", { class: `mark ribbon${alone ? "" : " rest"}`, d }, svg("title", {}, `${name} ${told}`));
    if (!alone) return Z.mark(made, Z.lit(dutiesOf(facts, it)), "");
    const { key } = Z.bundle(`w:${it.lead.id}|${it.support.id}`, name, told, it.measures);
    return Z.mark(Z.pickable(made, key, `${name} ${told}`), Z.lit(dutiesOf(facts, it)), key);
  }

  function bar(facts, unit, it, side, x, signs) {
    const first = side === "lead", duties = it.own.flatMap((one) => dutiesOf(facts, one)), leads = duties.filter((duty) => duty.role === "lead" && duty.unit === unit);
    const guess = first && leads.length > 0 && leads.every((duty) => duty.guess), look = unit.key ? `${side}${guess ? " guess" : ""}` : "implement";
    const name = [unit.name, Z.word(first ? "leads" : "supports"), it.n, guess ? Z.word("guess") : ""].filter(Boolean).join(" ");
    const short = Z.cut(unit.name, signs), text = { x: first ? x - 6 : x + BAR + 6, y: (it.middle + 4).toFixed(1), "text-anchor": first ? "end" : "start" };
    const made = svg("g", { class: "mark node flow" }, svg("title", {}, name),
      svg("rect", { class: `bar ${look}`, x, y: it.y.toFixed(1), width: BAR, height: Math.max(it.tall, 1).toFixed(1) }),
      svg("text", text, `${short} ${it.n}`));
    return Z.mark(unit.key ? Z.pickable(made, unit.key, name) : made, Z.lit(duties), unit.key);
  }

  function draw(host, facts) {
    const all = flows(facts);
    if (!all.length) return Z.nothing(host);
    const { ribbons, rest } = gathered(all), sides = ordered(ribbons), longest = Math.max(sides.lead.length, sides.support.length);
    const scale = Math.min(14, Math.max(HIGH, longest * SLOT) / ribbons.reduce((sum, it) => sum + it.n, 0));
    const wide = Math.max(Math.min(host.clientWidth - 4, 1000), 330), room = Math.min(210, wide * 0.3), signs = Math.floor((room - 34) / 6.4);
    const left = stacked(sides.lead, ribbons, ["lead", "support"], scale, place(sides.support)), x1 = room + BAR;
    const right = stacked(sides.support, ribbons, ["support", "lead"], scale, place(sides.lead)), x2 = wide - room - BAR;
    const high = Math.max(left.end, right.end) + 8, wideFirst = ribbons.slice().sort((a, b) => Boolean(a.lead.key && a.support.key) - Boolean(b.lead.key && b.support.key) || b.n - a.n);
    const paths = wideFirst.map((it) => ribbon(facts, it, curved(x1, it.leadAt, x2, it.supportAt, Math.max(it.n * scale, 0.7))));
    const bars = [["lead", left, room], ["support", right, x2]].flatMap(([side, { bars: of }, x]) => [...of].map(([unit, it]) => bar(facts, unit, it, side, x, signs)));
    const heads = [[x1, "leads", "end"], [x2, "supports", "start"]].map(([x, key, anchor]) => svg("text", { x, y: 26, "text-anchor": anchor }, Z.word(key)));
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("chart-flows") },
      svg("g", { class: "heads" }, heads), svg("g", { class: "ribbons" }, paths), bars));
    const keyOf = (it) => (Z.byKey(Z.bundleKey(`w:${it.lead.id}|${it.support.id}`)) || it.lead).key, cut = [...sides.lead, ...sides.support].some((it) => !it.key);
    return { columns: ["leads", "supports", "measures"], main: "leads", legend: ["lead", "guess", "support"], keys: all.map(keyOf),
      rows: all.map((it) => [it.lead.name, it.support.name, it.measures.length]),
      note: [cut ? Z.say("flows-left", LEADS, SUPPORTS) : "", rest.pairs ? Z.say("flows-rest", rest.pairs, rest.measures) : ""].filter(Boolean).join(" ") };
  }

  Z.charts.flows = { title: "chart-flows", why: "flows-why", expands: true, draw };
  Z.flows = flows;
})();
