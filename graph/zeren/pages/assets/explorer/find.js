"use strict";
// The search: bureaus by every name, measures, themes and indicators by their words, and all of them by their sounds.
(() => {
  // Brackets and stops are written in many ways or left out: nothing is looked for by them.
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]+/gu, "");
  const BRACKETED = /[(（〔\[【][^()（）〔〕\[\]【】]{0,40}[)）〕\]】]/gu, BETWEEN = /[\s、，,;；]+/u;
  const fold = (text) => [...plain(text)].map((sign) => Z.folding.get(sign) || sign).join("");
  const both = (key) => (window.LABELS[key] || []).map(fold).join(" ");

  const folds = (text) => text.split(" ").map(fold).filter(Boolean);
  const spared = (text) => { const less = text.replace(BRACKETED, ""); return less === text ? "" : fold(less); }; // 一卡(码)通行 is asked for as 一卡通行

  const borne = (measure) => (measure.duties.length ? 12 : 0); // whoever looks for a measure mostly asks who bears it

  // What can be found: `text` is what is shown, `names` are other names, `also` what it is or where it stands.
  function entries() {
    const units = Z.units.map((it) => ({
      it, type: "unit", text: fold(it.zh), names: folds(it.find), weight: it.duties.length,
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
      it, type: "measure", label: it.text, text: fold(it.text), less: spared(it.text), names: [], weight: borne(it), hint: it.document.name,
      also: [folds(it.find).join(" "), fold(it.theme ? it.theme.name : ""), fold(it.document.label)].join(" "),
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
    const [best, least] = long ? [60, 40] : [40, 10], here = within(text, word, best, least) || within(entry.less || "", word, best, least);
    if (here) return here;
    if (names.some((name) => name.includes(word))) return 30;
    if (also.includes(word)) return long ? 15 : 35;
    if (!/^[a-z]+$/.test(word) || word.length < SHORT || word.length > LONGEST) return 0;
    const starts = [text, ...names].map((name) => heard(name, word)).filter((at) => at >= 0);
    if (!starts.length) return 0;
    return Math.max(6, (long ? 14 : 34) - Math.min(...starts) * (long ? 0.1 : 4));
  }

  const pairsOf = (word) => [...word].slice(1).map((sign, n) => word[n] + sign);

  // The longest stretch of a word that a text holds as it stands.
  function longest(word, text) {
    const signs = [...word];
    let from = 0, most = 0;
    for (let to = 1; to <= signs.length; to += 1) {
      while (from < to && !text.includes(signs.slice(from, to).join(""))) from += 1;
      most = Math.max(most, to - from);
    }
    return most / signs.length;
  }

  // Where nothing holds all the words: what holds most of their pairs of characters (失智老人 for 失智老年人), the words whole
  // before the words in pieces.
  function near(words) {
    const pairs = words.flatMap(pairsOf);
    if (pairs.length < 2) return [];
    const share = (text) => pairs.filter((pair) => text.includes(pair)).length / pairs.length;
    const whole = (text) => words.reduce((sum, word) => sum + longest(word, text), 0) / words.length;
    const rated = (text) => { const part = share(text); return part < 0.5 ? 0 : part * 10 + whole(text) * 5; };
    return all.map((entry) => [Math.max(rated(entry.text), entry.less ? rated(entry.less) : 0), entry]).filter(([score]) => score > 0);
  }

  // Two or three units by name: what they bear together. Of units of one name (of two cities) those that share most.
  // What a unit is, or its English name, is no name here: "finance bureau" asks for one bureau.
  const ALIKE = 6, MOST_UNITS = 3;
  function calls({ text, names }, word) {
    const all = [text, ...names];
    if (all.includes(word)) return 3;
    return all.some((name) => name.startsWith(word)) ? 2 : word.length > 2 && all.some((name) => name.includes(word)) ? 1 : 0;
  }
  function sharing(words) {
    if (words.length < 2 || words.length > MOST_UNITS || words.some((word) => /^[\x00-\x7f]+$/.test(word) || word.length < 2)) return [];
    const units = all.filter((entry) => entry.type === "unit");
    const named = words.map((word) => units.map((entry) => [calls(entry, word), entry]).filter(([n]) => n)
      .sort((a, b) => b[0] - a[0] || b[1].weight - a[1].weight || a[1].it.i - b[1].it.i).slice(0, ALIKE));
    let ways = [[0, []]];
    for (const some of named) ways = ways.flatMap(([sum, chosen]) => some.map(([n, { it }]) => [sum + n, [...chosen, it]]));
    const different = ways.filter(([, chosen]) => new Set(chosen).size === words.length);
    const counted = different.map(([sum, chosen]) => ({ sum, units: chosen, many: Z.together(chosen).length })).filter(({ many }) => many);
    const [best] = counted.sort((a, b) => b.sum - a.sum || b.many - a.many);
    if (!best) return [];
    const names = best.units.map((it) => it.name).join("、");
    return [{ key: Z.shared(best.units).key, type: "shared", label: Z.say("shared-of", names, best.many), hint: best.units[0].place || "", near: false }];
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
    const words = query.split(BETWEEN).map(fold).filter(Boolean);
    if (!words.length) return [];
    all ||= entries();
    let found = all.map((entry) => [score(entry, words), entry]).filter(([n]) => n > 0);
    const both = sharing(words), far = !found.length && !both.length;
    if (far) found = near(words);
    const told = ([, entry]) => ({ key: entry.it.key, type: entry.type, label: entry.label || entry.it.name, hint: entry.hint || "", near: far });
    const year = ({ it }) => (it.document && Number(it.document.year)) || 0; // of what fits alike, the later year
    const sorted = found.sort((a, b) => b[0] - a[0] || year(b[1]) - year(a[1]) || a[1].text.length - b[1].text.length);
    return [...both, ...sorted].slice(0, most).map((it) => (it.key ? it : told(it)));
  }

  Object.assign(Z, { find, fold });
})();
