"use strict";
// The page's data block as linked records: documents, themes, units, measures, and what ties them.
window.Z = { views: {} };
(() => {
  const raw = JSON.parse(document.getElementById("data").textContent);
  const ROLES = ["lead", "support", "implement"];

  const documents = raw.documents.map((it, i) => ({ ...it, i, key: `f:${it.id}`, measures: [] }));
  const themes = raw.themes.map((it, i) => ({ ...it, i, key: `t:${it.name}`, measures: [] }));
  const units = raw.units.map((it, i) => ({ ...it, i, key: `u:${it.id}`, duties: [] }));
  const measures = raw.measures.map(([d, order, number, text, theme, start, end, find], i) => {
    const made = { i, document: documents[d], order, number, text, theme: theme < 0 ? null : themes[theme], start, end, find: find || "",
      key: `m:${documents[d].id}-${order}`, duties: [], targets: [], milestones: [], results: [] };
    made.document.measures.push(made);
    if (made.theme) made.theme.measures.push(made);
    return made;
  });
  const duties = raw.duties.map(([m, u, role, basis, confidence, start, end, anchor, written], i) => {
    const made = { i, measure: measures[m], unit: units[u], role: ROLES[role], basis, confidence, start, end, anchor,
      name: written || units[u].name, guess: basis === "first-listed", key: `d:${measures[m].document.id}-${anchor}` };
    made.measure.duties.push(made);
    made.unit.duties.push(made);
    return made;
  });
  const figure = (list, [quote, indicator, amount, comparator, value, unit], rest) => {
    const made = { quote, indicator, amount, comparator, value, unit, ...rest };
    if (list) list.push(made);
    return made;
  };
  const of = (m) => (m < 0 ? null : measures[m]);
  const targets = raw.targets.map(([m, q, n, a, c, v, u, deadline, basis, start, end, confidence]) =>
    figure(of(m).targets, [q, n, a, c, v, u], { measure: of(m), deadline, basis, start, end, confidence }));
  const milestones = raw.milestones.map(([m, quote, kind, deadline, start, end, confidence]) => {
    const made = { measure: of(m), quote, kind, deadline, start, end, confidence };
    made.measure.milestones.push(made);
    return made;
  });
  const results = raw.results.map(([d, m, q, n, a, c, v, u, period, start, end, confidence]) =>
    figure(of(m) && of(m).results, [q, n, a, c, v, u], { document: documents[d], measure: of(m), period, start, end, confidence }));

  const signs = [...(raw.fold || "")], folding = new Map();
  for (let n = 0; n < signs.length; n += 2) folding.set(signs[n], signs[n + 1]);
  const all = new Map([...documents, ...themes, ...units, ...measures, ...duties].map((it) => [it.key, it]));

  // The source's words: in the page, or in a script for each document that is loaded when it is asked for.
  const said = new Map();
  const inside = document.getElementById("words");
  if (inside) for (const [id, told] of Object.entries(JSON.parse(inside.textContent))) said.set(id, told);
  const waiting = new Map();

  function wordsOf(file) {
    if (said.has(file.id)) return Promise.resolve(said.get(file.id));
    if (!waiting.has(file.id)) {
      waiting.set(file.id, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `assets/words/${file.id}.js`;
        script.onload = () => done(said.get(file.id) || {});
        script.onerror = () => done({});
        document.head.append(script);
      }));
    }
    return waiting.get(file.id);
  }

  Object.assign(Z, { ROLES, MOST: 500, raw, documents, themes, units, measures, duties, targets, milestones, results, folding, wordsOf,
    single: raw.single, byKey: (key) => all.get(key), add: (it) => all.set(it.key, it), said: (id, told) => said.set(id, told) });
})();
