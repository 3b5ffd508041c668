"use strict";
// The page's data block as linked records: documents, themes, units, measures, and what ties them.
window.Z = { views: {} };
(() => {
  const raw = JSON.parse(document.getElementById("data").textContent);
  const ROLES = ["lead", "support", "implement"];

  // Documents of one label are told apart by what their titles do not share: 临沂市 2021 (第1至11条).
  function apart(it) {
    const titles = raw.documents.filter((other) => other.label === it.label).map((other) => other.title);
    if (titles.length < 2) return "";
    let same = 0;
    while (titles.every((title) => same < title.length && title[same] === it.title[same])) same += 1;
    while (same && !/[\s(（[【《“、，,:：—-]/.test(it.title[same])) same -= 1;
    return it.title.slice(same).trim();
  }
  // A document stands for those of its measures that have no theme.
  const bare = (file) => ({
    i: raw.themes.length + file.i, key: file.key, document: file,
    get name() { return `${Z.word("no-theme")} ${file.apart || file.label}`; },
  });
  const documents = raw.documents.map((it, i) => {
    const made = { ...it, i, key: `f:${it.id}`, measures: [], apart: apart(it) };
    made.name = [it.label, made.apart].filter(Boolean).join(" ");
    return Object.assign(made, { bare: bare(made) });
  });
  const themes = raw.themes.map((it, i) => ({ ...it, i, key: `t:${it.name}`, measures: [] }));

  // A unit is called what the page's language calls it, where that is known: its English name without the city that
  // most of them share. `zh` is the name as written, `both` the two names.
  const english = () => document.documentElement.lang === "en";
  const prefixes = new Map();
  for (const { en } of raw.units) {
    const prefix = /\b[A-Z][\w'’-]* (?:Municipal|County|District|Provincial|Prefectural) /.exec(en || "");
    if (prefix) prefixes.set(prefix[0], (prefixes.get(prefix[0]) || 0) + 1);
  }
  const [city] = [...prefixes].filter(([, n]) => n * 2 > raw.units.length).map(([prefix]) => prefix);
  const short = (en) => (en || "").replace(city || "", "").replace(/^People's Government of (?=.)/, "");
  const units = raw.units.map((it, i) => ({
    ...it, i, key: `u:${it.id}`, duties: [], zh: it.name, brief: short(it.en),
    get name() { return (english() && this.brief) || this.zh; },
    get both() { return english() && this.en ? `${this.en} ${this.zh}` : this.zh; },
  }));
  const measures = raw.measures.map(([d, order, number, text, theme, start, end, find], i) => {
    const made = { i, document: documents[d], order, number, text, theme: theme < 0 ? null : themes[theme], start, end, find: find || "",
      key: `m:${documents[d].id}-${order}`, duties: [], targets: [], milestones: [], results: [] };
    made.document.measures.push(made);
    if (made.theme) made.theme.measures.push(made);
    return made;
  });
  const duties = raw.duties.map(([m, u, role, ground, confidence, start, end, anchor, written], i) => {
    const basis = raw.bases[ground];
    const made = { i, measure: measures[m], unit: units[u], role: ROLES[role], basis, confidence, start, end, anchor,
      guess: basis === "first-listed", key: "",
      written: written || units[u].zh, get name() { return english() && this.unit.en ? this.unit.name : this.written; } };
    made.measure.duties.push(made);
    made.anchor = anchor || `m-${String(made.measure.order).padStart(3, "0")}-r${made.measure.duties.length}`;
    made.key = `d:${made.measure.document.id}-${made.anchor}`;
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
  const sounds = new Map();
  for (const [sound, of] of Object.entries(raw.sounds || {})) for (const sign of of) sounds.set(sign, [...(sounds.get(sign) || []), sound]);
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

  Object.assign(Z, { raw, documents, themes, units, measures, duties, targets, milestones, results });
  Object.assign(Z, {
    ROLES, MOST: 500, folding, sounds, wordsOf, single: raw.single, said: (id, told) => said.set(id, told),
    groupOf: (measure) => measure.theme || measure.document.bare, byKey: (key) => all.get(key), add: (it) => all.set(it.key, it),
  });
})();
