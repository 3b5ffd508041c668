"use strict";
// Targets beside what is told as reached; which of them can be held together was decided by analysis/outcomes.py, not here.
(() => {
  const { svg } = Z;
  const ROW = 40, TOP = 44, MOST = 100, FAR = 1.5, STATES = { 1: "met", 0: "not-met", [-1]: "met-unknown" };
  const pairs = (Z.raw.met || []).map(([target, result, reached, part, met]) => (
    { target: Z.targets[target], result: Z.results[result], reached, part, state: STATES[met] }));

  const number = (value) => String(Math.round(value * 100) / 100);
  const name = (it) => it.target.indicator || it.target.quote;
  const words = (it) => `${number(it.reached)} / ${it.target.amount}`;

  function row(it, y, wide, left, span) {
    const { measure } = it.target, judged = [`${it.part}%`, Z.word(it.state)], when = it.result.period || "";
    const told = [measure.document.label, name(it), words(it), ...judged, when].filter(Boolean).join(" ");
    const long = Math.max(0, Math.min(it.part / 100, FAR)) * span / FAR, hundred = (left + span / FAR).toFixed(1), few = wide < 560;
    const made = svg("g", { class: "mark node bar-row" }, svg("title", {}, told), svg("rect", { class: "ground", x: 0, y, width: wide, height: ROW }),
      svg("text", { x: left - 8, y: y + 17, "text-anchor": "end" }, Z.cut(name(it), Math.floor((left - 12) / 6.4))),
      svg("text", { class: "quiet", x: left - 8, y: y + 33, "text-anchor": "end" }, Z.cut(`${measure.document.label} ${when}`, Math.floor((left - 12) / 5.9))),
      svg("rect", { class: `bar ${it.state}`, x: left, y: y + 7, width: Math.max(long, 1).toFixed(1), height: 13 }),
      svg("line", { class: "at-target", x1: hundred, x2: hundred, y1: y + 3, y2: y + 24 }),
      svg("text", { class: "quiet", x: left, y: y + 33 }, [...(few ? [] : [words(it)]), ...judged].join(" · ")));
    return Z.mark(Z.pickable(made, measure.key, told), measure.duties, measure.key);
  }

  function twin(all) {
    const cells = (it) => [name(it), it.target.amount, it.result.amount || number(it.reached), it.part, Z.word(it.state), it.result.period || "", it.result.quote];
    return { columns: ["indicator", "target", "result", "part-met", "whether-met", "period", "quote-result", "document"], main: "indicator",
      rows: all.map((it) => [...cells(it), it.target.measure.document.label]), keys: all.map((it) => it.target.measure.key) };
  }

  function draw(host, facts) {
    const here = new Set(facts.measures), all = pairs.filter((it) => here.has(it.target.measure));
    const targets = facts.measures.reduce((sum, it) => sum + it.targets.length, 0), beside = new Set(all.map((it) => it.target)).size;
    const more = all.length > MOST ? Z.say("more-left", all.length - MOST) : "", note = [Z.say("results-left", targets - beside, targets), more].filter(Boolean).join(" ");
    if (!all.length) return { ...Z.nothing(host, "no-results-beside"), note };
    const shown = all.slice(0, MOST), wide = Math.max(Math.min(host.clientWidth - 4, 900), 330), left = Math.min(250, wide * 0.4);
    const span = wide - left - 24, high = TOP + shown.length * ROW + 10;
    const head = svg("text", { x: left + span / FAR, y: 30, "text-anchor": "middle" }, `${Z.word("target")} 100%`);
    host.append(svg("svg", { class: "picture", width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "group", "aria-label": Z.word("chart-results") },
      svg("g", { class: "heads" }, head), shown.map((it, n) => row(it, TOP + n * ROW, wide, left, span))));
    return { ...twin(all), legend: ["met", "unmet"], note };
  }

  Z.charts.results = { title: "chart-results", why: "chart-results-why", draw };
})();
