"use strict";
// The search: bureaus by every name, measures, themes and indicators by their words, and all of them by their sounds.
(() => {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const fold = (text) => [...plain(text)].map((sign) => Z.folding.get(sign) || sign).join("");
  const both = (key) => (window.LABELS[key] || []).map(fold).join(" ");

  const borne = (measure) => (measure.duties.length ? 12 : 0); // whoever looks for a measure mostly asks who bears it

  // What can be found: `text` is what is shown, `names` are other names, `also` what it is or where it stands.
  function entries() {
    const units = Z.units.map((it) => ({
      it, type: "unit", text: fold(it.zh), names: it.find.split(" "), weight: it.duties.length,
      also: `${fold(it.en || "")} ${both(it.kind ? `kind-${it.kind}` : "unknown")} ${fold(it.place || "")}`, hint: it.place,
    }));
    const themes = Z.themes.map((it) => ({ it, type: "theme", text: fold(it.name), names: [], also: "", weight: it.measures.length }));
    const named = new Map();
    for (const one of Z.targets) {
      const key = `${one.measure.document.i} ${one.indicator}`;
      if (one.indicator && !named.has(key)) named.set(key, one);
    }
    const indicators = [...named.values()].map(({ indicator, measure }) => ({
      it: measure, type: "indicator", label: indicator, text: fold(indicator), names: [], also: "", weight: borne(measure), hint: measure.document.name,
    }));
    const measures = Z.measures.map((it) => ({
      it, type: "measure", label: it.text, text: fold(it.text), names: [], weight: borne(it), hint: it.document.name,
      also: [it.find, fold(it.theme ? it.theme.name : ""), fold(it.document.label)].join(" "),
    }));
    return [...units, ...themes, ...indicators, ...measures];
  }

  const BASE = { unit: 40, theme: 25, indicator: 12, measure: 10 };
  const SHORT = 2, LONGEST = 40; // letters of a word that may be sounds
  let all = null;

  // Whether some letters are the sounds of the characters of a text from a place on: of each all its letters or the first.
  function speaks(signs, at, letters, from) {
    if (from === letters.length) return true;
    if (at === signs.length) return false;
    for (const sound of Z.sounds.get(signs[at]) || [signs[at]]) {
      if (sound.startsWith(letters.slice(from))) return true;
      if (letters.startsWith(sound, from) && speaks(signs, at + 1, letters, from + sound.length)) return true;
      if (sound.length > 1 && sound[0] === letters[from] && speaks(signs, at + 1, letters, from + 1)) return true;
    }
    return false;
  }

  // Where in a text its sounds begin to be those of some letters; -1 for nowhere.
  function heard(text, letters) {
    const signs = [...text];
    return signs.findIndex((sign, n) => Z.sounds.has(sign) && speaks(signs, n, letters, 0));
  }

  const within = (text, word, best, least) => (text.includes(word) ? best - Math.min(best - least, text.indexOf(word) / 4) : 0);

  // How well one word fits an entry; 0 for not at all.
  function fit(entry, word) {
    const { text, names, also, type } = entry, long = type === "measure" || type === "indicator";
    if (!long && (text === word || names.includes(word))) return 100;
    if (!long && (text.startsWith(word) || names.some((name) => name.startsWith(word)))) return 60;
    const here = within(text, word, long ? 60 : 40, long ? 40 : 10);
    if (here) return here;
    if (names.some((name) => name.includes(word))) return 30;
    if (also.includes(word)) return long ? 15 : 35;
    if (!/^[a-z]+$/.test(word) || word.length < SHORT || word.length > LONGEST) return 0;
    const starts = [text, ...names].map((name) => heard(name, word)).filter((at) => at >= 0);
    if (!starts.length) return 0;
    return Math.max(6, (long ? 14 : 34) - Math.min(...starts) * (long ? 0.1 : 4));
  }

  const pairsOf = (word) => [...word].slice(1).map((sign, n) => word[n] + sign);

  // Where nothing holds all the words: what holds most of their pairs of characters (失智老人 for 失智老年人).
  function near(words) {
    const pairs = words.flatMap(pairsOf);
    if (pairs.length < 2) return [];
    const share = (entry) => pairs.filter((pair) => entry.text.includes(pair)).length / pairs.length;
    return all.map((entry) => [share(entry) * 10, entry]).filter(([score]) => score >= 5);
  }

  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const one = fit(entry, word);
      if (!one) return 0;
      sum += one;
    }
    return sum / words.length + BASE[entry.type] + Math.min(10, entry.weight / 4);
  }

  // What holds every word, the best first; `near` says that nothing does and these are the nearest.
  function find(query, most = 12) {
    const words = query.split(/\s+/).map(fold).filter(Boolean);
    if (!words.length) return [];
    all ||= entries();
    let found = all.map((entry) => [score(entry, words), entry]).filter(([n]) => n > 0);
    const far = !found.length;
    if (far) found = near(words);
    const label = (entry) => entry.label || entry.it.name;
    return found.sort((a, b) => b[0] - a[0] || a[1].text.length - b[1].text.length).slice(0, most)
      .map(([, entry]) => ({ key: entry.it.key, type: entry.type, label: label(entry), hint: entry.hint || "", near: far }));
  }

  Object.assign(Z, { find, fold });
})();
