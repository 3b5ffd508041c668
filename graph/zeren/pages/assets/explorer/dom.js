"use strict";
// Elements and words. Text enters the page by textContent only, so that no name can become mark-up.
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(made, attributes, inside) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
    return made;
  }
  const el = (tag, attributes, ...inside) => fill(document.createElement(tag), attributes, inside);
  const svg = (tag, attributes, ...inside) => fill(document.createElementNS(SVG, tag), attributes, inside);

  const at = () => (document.documentElement.lang === "en" ? 1 : 0);
  const word = (key) => (window.LABELS[key] || [key, key])[at()];
  const say = (key, ...values) => values.reduce((text, value) => text.replace("{}", () => value), word(key));
  const kind = (unit) => (unit.known && unit.kind ? word(`kind-${unit.kind}`) : word("unknown"));
  const basis = (duty) => word(duty.guess ? "guess" : `basis-${duty.basis}`);
  const source = (measure) => `${measure.document.name} · ${measure.number || measure.order}`;

  // A width in columns; no number is cut, for 12 of 120 is another one. A Chinese character takes two, a Latin letter one.
  const wide = (sign) => (/[\u2010-\u2026\u2e80-\uffff]/.test(sign) || sign.length > 1 ? 2 : 1); // quotes and dashes of Chinese too
  function cut(text, columns) {
    let taken = 0, made = "";
    for (const sign of text.replace(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, " ")) {
      taken += wide(sign);
      if (taken > columns) return `${made.replace(/[0-9A-Za-z.]{1,12}$/, "") || made}…`;
      made += sign;
    }
    return made;
  }

  // The same by the width that the text truly takes in the page's face: what does not fit ends in an ellipsis.
  const pen = document.createElement("canvas").getContext("2d");
  let face = "";
  function fit(text, room, size = 12, weight = 400) {
    const plain = cut(text, Infinity);
    face = face || getComputedStyle(document.body).fontFamily;
    pen.font = `${weight} ${size}px ${face}`;
    if (pen.measureText(plain).width <= room) return plain;
    const signs = [...plain];
    const first = (n) => { const kept = signs.slice(0, n).join(""); return `${kept.replace(/[\s0-9.,]+$/, "") || kept}…`; }; // no number is cut
    let [low, high] = [1, signs.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (pen.measureText(first(middle)).width <= room) low = middle; else high = middle - 1;
    }
    return first(low);
  }
  const listed = (names) => names.join(word("comma"));
  // Over columns and beside rows where there is little room: bureaus by the Chinese name, which is the shorter.
  const brief = (it, room) => (room < 620 && it.zh) || it.name;

  // What is read aloud holds what is seen, for those who choose by speaking; a name that was cut off is told in full after it.
  function named(made, label) {
    const plain = (text) => text.replace(/[\s…]+/g, " ").trim();
    const seen = plain([...made.querySelectorAll("text")].map((it) => it.textContent).join(" "));
    return plain(label).includes(seen) ? label : `${seen} ${label}`;
  }

  // What a legend may name: the look of each mark, and its words.
  const MARKS = {
    lead: "role-lead", guess: "guess", support: "role-support", implement: "role-implement", theme: "theme", measure: "measure",
    target: "target", milestone: "milestone", result: "result", met: "met", unmet: "not-met", sure: "more-than-chance", perhaps: "chance-perhaps", bare: "standing-bare",
    less: "less-than-chance", "perhaps-less": "chance-perhaps-less", shared: "shared-only", broker: "broker",
  };
  const legend = (names) => names.flatMap((name) => [el("i", { class: name === "guess" ? "lead guess" : name }), " ", word(MARKS[name]), " "]);

  // What can be set above a picture: one of some values, or on and off.
  const menu = (label, options, chosen, onpick) => el("label", {}, el("span", {}, label), " ",
    el("select", { "aria-label": label, onchange: (event) => onpick(event.target.value) },
    options.map(([value, text]) => el("option", { value, selected: value === chosen || null }, text))));
  const tick = (label, on, onturn) => el("label", {},
    el("input", { type: "checkbox", checked: on || null, onchange: (event) => onturn(event.target.checked) }), " ", label);

  // Anything that can be chosen: by mouse, by Enter or Space, and with the arrow keys from one to the next.
  function pickable(made, key, label) {
    made.dataset.key = key;
    made.setAttribute("role", "button");
    made.setAttribute("aria-label", named(made, label));
    made.setAttribute("tabindex", "-1");
    made.classList.add("pick");
    return made;
  }

  // What an element of a picture stands for, so that a choice can light it without drawing anew.
  const stands = new WeakMap();
  const mark = (made, duties, key) => { stands.set(made, { duties: new Set(duties), key }); return made; };

  function chosenDuties(key) {
    const it = Z.byKey(key);
    if (!it) return null;
    if (it.measure) return new Set([it]);
    return new Set(it.duties || it.measures.flatMap((measure) => measure.duties));
  }

  function light(host, key) {
    const lit = key ? chosenDuties(key) : null;
    let any = false;
    for (const made of host.querySelectorAll(".mark")) {
      const it = stands.get(made);
      const on = Boolean(lit) && it && (it.key === key || [...lit].some((duty) => it.duties.has(duty)));
      made.classList.toggle("on", on);
      any = any || on;
      if (made.dataset.key) made.setAttribute("aria-pressed", String(it && it.key === key));
    }
    host.classList.toggle("choosing", any); // a choice that this picture does not hold fades nothing
  }

  // The lines of what is pointed at, a little stronger; told by the duties that they stand for.
  const pointed = new WeakMap();
  function near(host, made) {
    if (pointed.get(host) === made) return;
    pointed.set(host, made);
    for (const it of host.querySelectorAll(".edge.near")) it.classList.remove("near");
    const own = made && stands.get(made);
    if (!own) return;
    for (const edge of host.querySelectorAll(".edge.mark")) {
      const it = stands.get(edge);
      if (it && [...it.duties].some((duty) => own.duties.has(duty))) edge.classList.add("near");
    }
  }

  const curve = (x1, y1, x2, y2) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

  Object.assign(Z, { el, svg, word, say, kind, basis, source, cut, fit, listed, brief, legend, menu, tick, pickable, mark, light, near, curve });
})();
