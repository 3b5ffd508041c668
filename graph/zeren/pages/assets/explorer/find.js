"use strict";
// The search: bureaus by every name and by the first letters of its sounds, measures, themes and indicators by their words.
(() => {
  const fold = (text) => [...text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")].map((sign) => Z.folding.get(sign) || sign).join("");

  function entries() {
    const made = Z.units.map((it) => ({ key: it.key, type: "unit", label: it.name, text: fold(it.name), also: it.en ? `${it.find} ${fold(it.en)}` : it.find, weight: it.duties.length }));
    made.push(...Z.themes.map((it) => ({ key: it.key, type: "theme", label: it.name, text: fold(it.name), also: "", weight: it.measures.length })));
    const named = new Map();
    for (const one of Z.targets) if (one.indicator && !named.has(one.indicator)) named.set(one.indicator, one.measure);
    made.push(...[...named].map(([label, measure]) => ({ key: measure.key, type: "indicator", label, text: fold(label), also: "", weight: 0 })));
    made.push(...Z.measures.map((it) => ({ key: it.key, type: "measure", label: it.text, text: fold(it.text), also: it.find, weight: 0 })));
    return made;
  }

  const BASE = { unit: 40, theme: 25, indicator: 12, measure: 10 };
  let all = null;

  // How well one word fits an entry; 0 for not at all.
  function fit(entry, word) {
    if (entry.type === "measure" || entry.type === "indicator") return entry.text.includes(word) ? 60 - Math.min(20, entry.text.indexOf(word) / 4) : entry.also.includes(word) ? 20 : 0;
    const names = entry.also ? entry.also.split(" ") : [];
    if (entry.text === word || names.includes(word)) return 100;
    if (entry.text.startsWith(word) || names.some((name) => name.startsWith(word))) return 60;
    if (entry.text.includes(word)) return 40 - Math.min(30, entry.text.indexOf(word) / 4);
    return names.some((name) => name.includes(word)) ? 30 : 0;
  }

  // Where nothing holds the words: what holds most of their pairs of characters (失智老人 for 失智老年人).
  function near(word) {
    const pairs = [...word].slice(1).map((sign, n) => word[n] + sign);
    if (pairs.length < 2) return [];
    const share = (entry) => pairs.filter((pair) => entry.text.includes(pair)).length / pairs.length;
    return all.map((entry) => [share(entry) * 10, entry]).filter(([score]) => score >= 5);
  }

  function find(query, most = 12) {
    const words = query.split(/\s+/).map(fold).filter(Boolean);
    if (!words.length) return [];
    all ||= entries();
    const found = [];
    for (const entry of all) {
      let score = 0;
      for (const word of words) {
        const one = fit(entry, word);
        if (!one) { score = 0; break; }
        score += one;
      }
      if (score) found.push([score / words.length + BASE[entry.type] + Math.min(10, entry.weight / 4), entry]);
    }
    if (!found.length) found.push(...near(words.join("")));
    return found.sort((a, b) => b[0] - a[0] || a[1].label.length - b[1].label.length).slice(0, most).map(([, entry]) => entry);
  }

  Object.assign(Z, { find, fold });
})();
