"use strict";
// The table: the twin of every picture. A row a measure, sorted by any column; what it shows is what is copied and saved.
(() => {
  const { el, word } = Z;
  const COLUMNS = ["number", "measure", "leads", "supports", "implements", "targets", "deadline", "theme", "place", "year", "basis"];
  const ROLE = { leads: "lead", supports: "support", implements: "implement" };
  const SHOWN = 300;
  const called = (duty) => (duty.name === duty.written ? duty.written : `${duty.name} (${duty.written})`); // in English with the Chinese name
  const names = (duties, role) => duties.filter((duty) => duty.role === role).map(called).join("、");

  function rowOf(measure, duties) {
    const dates = [...measure.targets, ...measure.milestones].map((it) => it.deadline).filter(Boolean).sort();
    const { place, year } = measure.document, open = dates.length ? "" : Z.due(measure.targets.map((it) => Z.when(it)).find((it) => it.told !== "none") || { told: "none" });
    const leads = duties.filter((duty) => duty.role === "lead");
    const targets = measure.targets.map((it) => [it.indicator, it.amount].filter(Boolean).join(" ") || it.quote).join("；");
    return [measure.number || String(measure.order), measure.text, ...Object.values(ROLE).map((role) => names(duties, role)), targets,
      dates[0] || open, measure.theme ? measure.theme.name : "", place || "", year || "", [...new Set(leads.map(Z.basis))].join("、")];
  }

  // Measures that someone bears come first; `duties` lets a name show that it is a guess.
  function asTable(chosen) {
    const borne = (it) => (chosen.toldOf.get(it) || []).length > 0;
    const measures = [...chosen.measures.filter(borne), ...chosen.measures.filter((it) => !borne(it))], duties = measures.map((it) => chosen.toldOf.get(it) || []);
    return { columns: COLUMNS, rows: measures.map((it, n) => rowOf(it, duties[n])), keys: measures.map((it) => it.key), duties };
  }

  // --- sorting ---------------------------------------------------------------------------------------------------------
  const DIGITS = "零一二三四五六七八九";

  // Every number in a text as a number, 十二 as 12, so that 2 stands before 10 and 三 before 十.
  function numbers(text) {
    const digit = (sign) => Math.max(0, DIGITS.indexOf(sign));
    const han = (it) => { const [tens, ones] = it.includes("十") ? it.split("十") : ["零", it]; return digit(tens || "一") * 10 + (ones ? digit(ones) : 0); };
    return (text.match(/\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]/g) || []).map((it) => (/\d/.test(it) ? Number(it) : han(it)));
  }
  function byNumber(a, b) {
    const [one, other] = [numbers(String(a)), numbers(String(b))];
    for (let n = 0; n < Math.max(one.length, other.length); n += 1) if ((one[n] ?? -1) !== (other[n] ?? -1)) return (one[n] ?? -1) - (other[n] ?? -1);
    return 0;
  }
  const byWords = (a, b) => String(a).localeCompare(String(b), "zh-CN", { numeric: true });
  const empty = (value) => value === "" || value === null || value === undefined;

  function sorted(told, sort) {
    const [, name, down] = /^(.*?)(-down)?$/.exec(sort), at = told.columns.indexOf(name);
    if (at < 0) return told.rows.map((_, n) => n);
    const value = (n) => told.rows[n][at], plain = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : byWords(a, b));
    const compare = name === "number" ? byNumber : plain;
    const way = down ? -1 : 1; // what is empty stands last either way
    return told.rows.map((_, n) => n).sort((a, b) => empty(value(a)) - empty(value(b)) || way * compare(value(a), value(b)) || a - b);
  }

  // --- cells -----------------------------------------------------------------------------------------------------------
  const guessed = (duty) => [called(duty), " ", el("span", { class: "basis guess", title: word("guess-why") }, word("guess"))];
  const listed = (duties) => duties.map((duty, n) => [n ? "、" : null, duty.role === "lead" && duty.guess ? guessed(duty) : called(duty)]);

  function cell(told, n, at) {
    const name = told.columns[at], value = told.rows[n][at], shown = empty(value) ? "–" : String(value);
    const inside = told.keys[n] && name === (told.main || "measure") ? el("a", { class: "go", href: Z.link({ pick: told.keys[n] }) }, shown)
      : told.duties && ROLE[name] && !empty(value) ? listed(told.duties[n].filter((duty) => duty.role === ROLE[name])) : shown;
    return el("td", { class: typeof value === "number" ? "n" : `of-${name}`, "data-label": word(name) }, inside);
  }

  // Columns that say the same in every row are told once above; a guess is told at the name it concerns.
  function columnsOf(told) {
    const same = (at) => told.rows.length > 1 && told.rows.every((it) => it[at] === told.rows[0][at]);
    const every = told.columns.map((_, at) => at);
    if (!told.duties) return { shown: every, above: "" };
    const once = every.filter((at) => same(at) && ["place", "year", "theme"].includes(told.columns[at]) && !empty(told.rows[0][at]));
    const shown = every.filter((at) => !once.includes(at) && told.columns[at] !== "basis" && !told.rows.every((it) => empty(it[at])));
    return { shown, above: once.map((at) => `${word(told.columns[at])}：${told.rows[0][at]}`).join(" · ") };
  }

  // Any rows as a table whose heads sort and whose rows can be chosen.
  function tableOf(told, state) {
    const sort = state.sort || "", order = sorted(told, sort), { shown, above } = columnsOf(told);
    const head = shown.map((at) => {
      const key = told.columns[at], way = sort === key ? "ascending" : sort === `${key}-down` ? "descending" : null;
      return el("th", { scope: "col", class: `of-${key}`, "aria-sort": way }, el("button", { type: "button", onclick: () => Z.go({ sort: way === "ascending" ? `${key}-down` : key }) }, word(key)));
    });
    const row = (key) => ({ "data-row": key || null, class: key && key === state.pick ? "on" : null });
    const first = order.slice(0, SHOWN), picked = told.keys.indexOf(state.pick); // a row that was chosen is there wherever it stands
    if (picked >= 0 && !first.includes(picked)) first.push(picked);
    const body = first.map((n) => el("tr", row(told.keys[n]), shown.map((at) => cell(told, n, at))));
    const sheet = el("table", { class: told.duties ? "sheet stack whole" : "sheet stack" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
    return el("div", { class: told.duties ? "wide tall" : "wide", tabindex: "0", role: "region", "aria-label": word("view-table") }, above ? el("p", { class: "why" }, above) : null, sheet,
      told.rows.length > SHOWN ? el("p", { class: "why" }, Z.say("more-left", told.rows.length - SHOWN)) : null);
  }

  Z.views.table = { draw(host, chosen, state) { const told = asTable(chosen); host.append(tableOf(told, state)); return { ...told, alone: true, legend: [] }; } };
  Object.assign(Z, { asTable, tableOf, byNumber });
})();
