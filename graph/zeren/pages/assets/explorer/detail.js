"use strict";
// The panel beside the picture: what was chosen, who bears it, and the source's words with the place marked.
(() => {
  const { el, word, say } = Z;
  const pick = (key, text, extra = {}) => el("a", { href: Z.link({ pick: key }), class: "go", ...extra }, text);
  const roleTag = (duty) => el("span", { class: `role ${duty.role}` }, word(`role-${duty.role}`));
  const REASON = { lead: "guess-why", support: "guess-why-support", implement: "guess-why-implement" };
  const reason = (duty) => word(REASON[duty.role]);
  const basisTag = (duty) => el("span", { class: duty.guess ? "basis guess" : "basis", title: duty.guess ? reason(duty) : null }, Z.basis(duty));
  // A unit by its name in the page's language, with the Chinese one beside it where that is another.
  const zh = (text) => el("small", { class: "zh", lang: "zh-CN" }, text);
  const called = (unit, written = unit.zh) => (unit.name === unit.zh ? pick(unit.key, written) : [pick(unit.key, unit.name), " ", zh(written)]);
  const sure = (value) => el("span", { class: "sure", title: word("confidence") }, `${Math.floor(value * 100 + 0.5)} %`); // as html.percent has it

  // The least stretch (a cell, a line, a sentence) that holds a fact, with the words among which it stands.
  function stretchOf(measure, windows, fact) {
    let found = null;
    for (const [at, words, stretches] of windows) {
      const text = words || measure.text;
      for (const [from, to] of stretches || [[at, at + [...text].length]]) {
        if (from <= fact.start && fact.end <= to && (!found || to - from < found.to - found.from)) found = { at, text, from, to };
      }
    }
    return found && { ...found, signs: [...found.text] };
  }

  // Of a source in HTML the words without its tags; what an author wrote as < stands there as &lt;.
  const shown = (file, text) => (file.markup ? text.replace(/<\/?[a-zA-Z][^<>]{0,300}>/g, "") : text);

  // The words around a span, with the span marked; they may come from a file that is read first.
  function quoted(measure, fact, kind) {
    const box = el("blockquote", { class: "source-words" }, "…");
    Z.wordsOf(measure.document).then((told) => {
      const windows = told[measure.order] || [];
      const found = stretchOf(measure, windows, fact);
      if (!found) { box.replaceChildren(word("no-words")); return; }
      const { signs, at, from, to } = found, plain = (a, b) => shown(measure.document, signs.slice(a - at, b - at).join(""));
      box.replaceChildren(plain(from, fact.start), el("mark", { class: kind }, plain(fact.start, fact.end)), plain(fact.end, to));
    });
    const where = el("p", { class: "where" }, Z.source(measure), ` · ${say("at-characters", fact.start, fact.end)}`);
    const anchor = fact.anchor || `m-${String(measure.order).padStart(3, "0")}`;
    if (!Z.single) where.append(" ", el("a", { href: `evidence/${measure.document.id}.html#${anchor}` }, word("evidence")));
    return el("div", { class: "proof" }, box, where);
  }

  // The source's words fold out beside the link to the unit: a link inside a summary cannot be told apart by every reader.
  function dutyLine(duty, open) {
    const fold = el("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-label": `${word("in-the-source")} ${duty.name}` });
    const line = el("div", { class: "duty" }, fold, roleTag(duty), " ", called(duty.unit, duty.written), " ", basisTag(duty), " ",
      sure(duty.confidence));
    let proof = null;
    const turn = () => {
      const shut = fold.getAttribute("aria-expanded") === "false";
      fold.setAttribute("aria-expanded", String(shut));
      if (!proof) {
        proof = quoted(duty.measure, duty, duty.role);
        if (duty.guess) proof.prepend(el("p", { class: "why guess-reason" }, reason(duty)));
        line.append(proof);
      }
      proof.hidden = !shut;
    };
    fold.addEventListener("click", turn);
    if (open) turn();
    return line;
  }

  function figureLine(measure, fact, kind) {
    const it = kind === "result" ? { told: "none" } : Z.when(fact, measure), text = Z.due(it);
    const when = it.told === "none" ? null
      : el("time", { class: it.told === "date" ? null : "plan-year" }, it.told === "year" && it.day ? `${text} (${it.day})` : text);
    const told = [fact.indicator || fact.quote, fact.amount].filter(Boolean).join(" ");
    const more = el("details", { class: "duty" },
      el("summary", {}, el("span", { class: `role ${kind}` }, word(kind)), " ", told, " ", when, " ", sure(fact.confidence)));
    more.addEventListener("toggle", () => { if (more.open && more.children.length === 1) more.append(quoted(measure, fact, kind)); });
    return more;
  }

  function ofMeasure(measure, chosen) {
    const order = [...measure.duties].sort((a, b) => Z.ROLES.indexOf(a.role) - Z.ROLES.indexOf(b.role));
    const theme = measure.theme ? [" · ", pick(measure.theme.key, measure.theme.name, { class: "go theme" })] : null;
    return [
      el("p", { class: "kicker" }, Z.source(measure), theme),
      el("h2", { class: "clip-long" }, measure.text),
      el("h3", {}, word("who-bears")),
      order.length ? order.map((duty) => dutyLine(duty, duty === chosen)) : el("p", { class: "none" }, word("no-unit-told")),
      el("h3", {}, word("by-when")),
      measure.targets.length + measure.milestones.length + measure.results.length ? null : el("p", { class: "none" }, word("no-figures")),
      measure.targets.map((it) => figureLine(measure, it, "target")),
      measure.milestones.map((it) => figureLine(measure, it, "milestone")),
      measure.results.map((it) => figureLine(measure, it, "result")),
      el("h3", {}, word("in-the-source")),
      quoted(measure, measure, "measure"),
    ];
  }

  function item(measure, duties) {
    const when = [...measure.targets, ...measure.milestones].map((it) => it.deadline).filter(Boolean).sort()[0];
    const where = [duties.map((duty) => [basisTag(duty), " "]), Z.source(measure), when ? [" · ", el("time", {}, when)] : null];
    return el("li", {}, pick(measure.key, measure.text, { class: "go clip" }), el("p", { class: "where" }, where));
  }

  // The units that stand in a unit's measures, by how many, with how many of these the unit leads.
  function companions(unit) {
    const together = new Map(), leads = new Set(unit.duties.filter((duty) => duty.role === "lead").map((duty) => duty.measure));
    for (const measure of new Set(unit.duties.map((duty) => duty.measure))) {
      for (const other of new Set(measure.duties.map((duty) => duty.unit))) {
        if (other === unit) continue;
        const it = together.get(other) || { all: 0, led: 0 };
        together.set(other, { all: it.all + 1, led: it.led + leads.has(measure) });
      }
    }
    return [...together].sort((a, b) => b[1].all - a[1].all || b[1].led - a[1].led || a[0].i - b[0].i);
  }

  const withOne = (unit) => ([other, { all, led }]) => el("li", {}, called(other), " ", pick(Z.shared([unit, other]).key, String(all), { class: "go together",
    "aria-label": say("shared-of", `${unit.name}、${other.name}`, all) }), led ? el("small", { class: "hint" }, ` ${say("leads-of-these", led)}`) : null);

  // With whom a unit stands most often: single bodies first, collectives and those named nearly everywhere folded after them.
  function oftenWith(unit) {
    const all = companions(unit), many = ([it]) => it.kind === "collective" || it.common, single = all.filter((it) => !many(it)).slice(0, 10);
    const rest = all.filter(many).slice(0, 10), list = (some) => el("ul", { class: "inline" }, some.map(withOne(unit)));
    if (!all.length) return null;
    return [el("h3", {}, word("often-with")), single.length ? list(single) : null,
      rest.length ? el("details", { open: single.length ? null : true }, el("summary", {}, say("collectives", rest.length)), list(rest)) : null];
  }

  function inRole(unit, role, open) {
    const found = new Map();
    for (const duty of unit.duties) if (duty.role === role) found.set(duty.measure, [...(found.get(duty.measure) || []), duty]);
    if (!found.size) return null;
    return el("details", { open: open || null },
      el("summary", {}, el("span", { class: `role ${role}` }, word(`role-${role}`)), ` ${found.size}`),
      el("ol", { class: "brief" }, [...found].map(([measure, duties]) => item(measure, duties))));
  }

  function ofUnit(unit) {
    const tally = Z.tally(unit.duties);
    return [
      el("p", { class: "kicker" }, Z.kind(unit), unit.place ? ` · ${unit.place}` : null, unit.common ? ` · ${word("universal")}` : null),
      el("h2", {}, unit.name === unit.zh ? unit.zh : unit.en),
      unit.name === unit.zh ? null : el("p", { class: "where", lang: "zh-CN" }, unit.zh),
      unit.full && unit.full !== unit.zh ? el("p", { class: "where", lang: "zh-CN" }, unit.full) : null,
      unit.en && unit.name === unit.zh ? el("p", { class: "where", lang: "en" }, unit.en) : null,
      el("dl", { class: "tiles" }, Z.ROLES.map((role) => el("div", { class: role }, el("dd", {}, String(tally[role])), el("dt", {}, word(`role-${role}`))))),
      el("p", {}, el("a", { class: "button", href: Z.link({ view: "ego", unit: unit.id, pick: unit.key }) }, word("view-ego")), " ",
        Z.single || !unit.page ? null : el("a", { href: unit.page }, word("open-page"))),
      tally.guess ? el("p", { class: "why" }, el("span", { class: "basis guess" }, word("guess")), ` ${say("guesses-among", tally.guess, tally.lead)}`) : null,
      Z.ROLES.map((role) => inRole(unit, role, role === "lead" || !tally.lead)),
      oftenWith(unit),
    ];
  }

  const ofMany = (title, measures, kicker) => [el("p", { class: "kicker" }, kicker), el("h2", {}, title),
    el("ol", { class: "brief" }, measures.slice(0, 200).map((measure) => item(measure, measure.duties.filter((duty) => duty.role === "lead")))),
    measures.length > 200 ? el("p", { class: "why" }, say("more-left", measures.length - 200)) : null];

  function welcome(chosen) {
    const all = [...chosen.units].map(([unit, duties]) => [unit, Z.tally(duties)]);
    const most = all.sort((a, b) => b[1].lead - a[1].lead || b[1].all - a[1].all || a[0].i - b[0].i).slice(0, 12);
    const sums = [["measures", chosen.measures.length], ["units", chosen.units.size], ["targets", chosen.measures.reduce((n, it) => n + it.targets.length, 0)]];
    const guesses = (n) => (n ? [" ", el("span", { class: "basis guess", title: word("guess-why") }, `${word("guess")} ${n}`)] : null);
    return [el("h2", {}, word("how-to-read")), el("p", { class: "why" }, word(`how-${Z.state().view}`)),
      el("dl", { class: "tiles" }, sums.map(([key, n]) => el("div", {}, el("dd", {}, String(n)), el("dt", {}, word(key))))),
      most.length ? el("h3", {}, word("leads-most")) : null,
      el("ol", { class: "brief plain" }, most.map(([unit, tally]) => el("li", {}, called(unit), " ",
        el("span", { class: "role lead" }, String(tally.lead)), " ", el("span", { class: "role support" }, String(tally.support)), guesses(tally.guess))))];
  }

  function ofPicked(it) {
    if (it.measure) return ofMeasure(it.measure, it);
    if (it.duties) return it.document ? ofMeasure(it) : ofUnit(it);
    return ofMany(it.name || it.label, it.measures, it.told || word(it.title === undefined ? "theme" : "document"));
  }

  function tell(key, chosen) {
    const it = Z.byKey(key);
    return el("div", { class: "told" }, it ? ofPicked(it) : welcome(chosen));
  }

  Object.assign(Z, { tell, basisTag });
})();
