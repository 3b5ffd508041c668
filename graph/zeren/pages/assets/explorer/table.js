"use strict";
// The table: the twin of every picture. A row a measure, sorted by any column; what it shows is what is copied and saved.
(() => {
  const { el } = Z;
  const COLUMNS = ["place", "year", "number", "measure", "theme", "leads", "supports", "implements", "basis", "targets", "deadline"];
  const SHOWN = 300;
  const names = (duties, role) => duties.filter((duty) => duty.role === role).map((duty) => duty.name).join("、");

  function row(measure, duties) {
    const dates = [...measure.targets, ...measure.milestones].map((it) => it.deadline).filter(Boolean).sort();
    const within = !dates.length && measure.document.year && measure.targets.some((it) => it.basis === "plan-year");
    const leads = duties.filter((duty) => duty.role === "lead");
    return [measure.document.place || "", measure.document.year || "", measure.number || String(measure.order), measure.text, measure.theme ? measure.theme.name : "",
      names(duties, "lead"), names(duties, "support"), names(duties, "implement"), [...new Set(leads.map(Z.basis))].join("、"),
      measure.targets.map((it) => [it.indicator, it.amount].filter(Boolean).join(" ") || it.quote).join("；"), dates[0] || (within ? Z.say("within-year", measure.document.year) : "")];
  }

  function asTable(chosen) {
    return { columns: COLUMNS, rows: chosen.measures.map((it) => row(it, chosen.toldOf.get(it) || [])), keys: chosen.measures.map((it) => it.key) };
  }

  function sorted(told, sort) {
    const [name, down] = sort.split("-"), at = told.columns.indexOf(name);
    if (at < 0) return told.rows.map((_, n) => n);
    const value = (n) => told.rows[n][at];
    const compare = (a, b) => (typeof value(a) === "number" && typeof value(b) === "number" ? value(a) - value(b) : String(value(a)).localeCompare(String(value(b)), "zh-CN", { numeric: true }));
    return told.rows.map((_, n) => n).sort((a, b) => (down ? compare(b, a) : compare(a, b)) || a - b);
  }

  // Any rows as a table whose heads sort and whose rows can be chosen.
  function tableOf(told, state) {
    const order = sorted(told, state.sort || "");
    const [name, down] = (state.sort || "").split("-");
    const head = told.columns.map((key) => el("th", { scope: "col", "aria-sort": key === name ? (down ? "descending" : "ascending") : null },
      el("button", { type: "button", onclick: () => Z.go({ sort: key === name && !down ? `${key}-down` : key }) }, Z.word(key))));
    const body = order.slice(0, SHOWN).map((n) => el("tr", { class: told.keys[n] === state.pick ? "on" : null }, told.rows[n].map((value, at) => {
      const shown = value === "" || value === null ? "–" : String(value);
      const main = told.keys[n] && (told.columns[at] === (told.main || "measure"));
      return el("td", { class: typeof value === "number" ? "n" : `of-${told.columns[at]}`, "data-label": Z.word(told.columns[at]) }, main ? el("a", { class: "go", href: Z.link({ pick: told.keys[n] }) }, shown) : shown);
    })));
    return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": Z.word("view-table") }, el("table", { class: "sheet stack" }, el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)),
      told.rows.length > SHOWN ? el("p", { class: "why" }, Z.say("more-left", told.rows.length - SHOWN)) : null);
  }

  Z.views.table = { draw(host, chosen, state) { const told = asTable(chosen); host.append(tableOf(told, state)); return { ...told, alone: true }; } };
  Object.assign(Z, { asTable, tableOf });
})();
