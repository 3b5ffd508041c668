"use strict";
// Draws the page's data block with vis-network. Places come from the data and never move; colours come from the style sheet.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const box = document.getElementById("graph");
  const figure = document.getElementById("figure");
  const drawer = document.getElementById("drawer");
  const told = document.getElementById("told");
  const hide = document.getElementById("universal");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((edge, i) => ({ ...edge, id: i })));
  const ROLES = ["lead", "support", "implement"];
  let chosen = null;

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const word = (key) => window.LABELS[key][document.documentElement.lang === "en" ? 1 : 0];

  const boxes = data.nodes.filter((node) => !node.of);
  const LOOKS = { // group: line, fill, ink, alignment, size of letters
    "unit-lead": ["lead", "card", "ink", "center", 13],
    "unit-support": ["support", "card", "ink", "center", 13],
    unit: ["line", "card", "ink", "center", 13],
    self: ["lead", "lead", "card", "center", 16],
    measure: ["line", "measure-wash", "ink", "left", 13],
    theme: ["theme", "theme-wash", "ink", "center", 13],
  };

  function nodeLook(node, on) {
    const [line, fill, ink, align, size] = LOOKS[node.group];
    const color = { border: token(on ? line : "line"), background: token(on ? fill : "card") };
    return {
      id: node.id,
      color: { ...color, highlight: color, hover: { ...color, border: token(ink === "card" ? "ink" : line) } },
      font: { color: token(on ? ink : "faint"), size, face: token("sans"), align },
      hidden: away(node),
    };
  }

  const OPTIONS = {
    physics: false,
    nodes: { borderWidth: 1, borderWidthSelected: 2, shapeProperties: { borderRadius: 7 }, margin: 5, labelHighlightBold: false },
    edges: { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 }, selectionWidth: 1, hoverWidth: 1 },
    interaction: { dragNodes: false, dragView: false, zoomView: false, hover: true, selectConnectedEdges: false, tooltipDelay: 1e9, keyboard: false },
    layout: { improvedLayout: false },
  };

  const away = (node) => Boolean(hide && hide.checked && node.universal);

  function edgeLook(edge, on) {
    const color = token(on ? edge.role : "faint");
    const opacity = !on ? 0.3 : chosen ? 0.95 : edge.role === "lead" ? 0.8 : 0.4;
    return { id: edge.id, color: { color, highlight: color, hover: color, opacity }, hidden: edge.ends.some((id) => away(nodes.get(id))) };
  }

  // The boxes and lines next to a box; a unit that stands in two columns is one unit.
  function near(id) {
    const unit = nodes.get(id).unit;
    const twins = unit ? boxes.filter((node) => node.unit === unit).map((node) => node.id) : [id];
    const lines = edges.get({ filter: (edge) => edge.ends.some((end) => twins.includes(end)) });
    return [new Set([...twins, ...lines.flatMap((edge) => edge.ends)]), new Set(lines.map((edge) => edge.id))];
  }

  function paint() {
    let [kept, lines] = [null, null];
    if (chosen && "node" in chosen) [kept, lines] = near(chosen.node);
    if (chosen && "edge" in chosen) [kept, lines] = [new Set(edges.get(chosen.edge).ends), new Set([chosen.edge])];
    nodes.update(boxes.map((node) => nodeLook(node, !kept || kept.has(node.id))));
    edges.update(edges.map((edge) => edgeLook(edge, !lines || lines.has(edge.id))));
  }

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  // One measure with all that was told of it; a role leads to the words that give it.
  function item(key, duties) {
    const made = document.createElement("li");
    const measure = data.measures[key];
    const page = `${data.root}evidence/${key.slice(0, key.lastIndexOf("-m-"))}.html`;
    made.append(element("p", measure.text));
    for (const [, role, unit, basis, anchor] of duties) {
      const line = document.createElement("div");
      const guess = basis === "first-listed";
      line.append(element("span", word("role-" + role), { class: "role " + role }), " ", element("b", unit), " ",
        element("a", word(guess ? "guess" : "basis-" + basis), { class: guess ? "basis guess" : "basis", href: `${page}#${anchor}` }));
      made.append(line);
    }
    made.append(element("a", `${word("evidence")} · ${measure.source}`, { class: "source", href: `${page}#${duties[0][4]}` }));
    return made;
  }

  function tell(title, page, duties) {
    told.replaceChildren(element("h3", title, { class: "clip" }));
    if (page) told.append(element("a", word("open-page"), { href: data.root + page }));
    const list = document.createElement("ol");
    const measures = new Map();
    for (const duty of duties) measures.set(duty[0], [...(measures.get(duty[0]) || []), duty]);
    list.append(...[...measures].map(([key, found]) => item(key, found)));
    told.append(list);
    drawer.hidden = false;
    drawer.scrollTop = 0;
  }

  function choose(what) {
    chosen = what;
    paint();
    if (!what) { drawer.hidden = true; network.unselectAll(); return; }
    if ("node" in what) {
      const node = nodes.get(what.node);
      const [, lines] = near(what.node);
      const order = edges.get([...lines]).sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
      tell(node.name || node.label, node.unit, order.flatMap((edge) => edge.duties));
    } else {
      const edge = edges.get(what.edge);
      const names = edge.ends.map((id) => nodes.get(id)).map((node) => node.name || node.label);
      tell(names.join(" — "), null, edge.duties);
    }
  }

  function size() {
    const scale = Math.max(0.7, Math.min(1, (figure.clientWidth - 2) / data.width));
    box.style.width = `${Math.round(data.width * scale)}px`;
    box.style.height = `${Math.round(data.height * scale)}px`;
    network.setSize(box.style.width, box.style.height);
    network.redraw();
    const self = boxes.find((node) => node.id === "me");
    if (self) figure.scrollLeft = self.x * scale - figure.clientWidth / 2;
    network.moveTo({ position: { x: data.width / 2, y: data.height / 2 }, scale });
  }

  box.style.width = `${data.width}px`;
  box.style.height = `${data.height}px`;
  const network = new vis.Network(box, { nodes, edges }, OPTIONS);
  network.on("click", (event) => {
    if (event.nodes.length) choose({ node: event.nodes[0] });
    else if (event.edges.length) choose({ edge: event.edges[0] });
    else choose(null);
  });
  network.on("doubleClick", (event) => {
    const node = event.nodes.length ? nodes.get(event.nodes[0]) : null;
    if (node && node.unit) location.href = data.root + node.unit;
  });
  network.on("hoverNode", () => { box.style.cursor = "pointer"; });
  network.on("blurNode", () => { box.style.cursor = ""; });

  const field = document.getElementById("choose");
  const missing = document.getElementById("missing");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  function sought(text) {
    const units = boxes.filter((it) => it.unit);
    const part = fold(text);
    return boxes.find((it) => it.name === text)
      || part && (units.find((it) => it.find.split(" ").includes(part)) || units.find((it) => `${fold(it.name)} ${it.find}`.includes(part)));
  }
  if (field) field.addEventListener("change", () => {
    const node = sought(field.value);
    missing.textContent = node || !field.value.trim() ? "" : word("not-in-graph");
    choose(node ? { node: node.id } : null);
  });
  if (hide) hide.addEventListener("change", paint);
  document.getElementById("controls").hidden = false;
  document.getElementById("reset").addEventListener("click", () => { if (field) field.value = missing.textContent = ""; choose(null); });
  document.getElementById("close").addEventListener("click", () => choose(null));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  addEventListener("resize", size);
  paint();
  size();
  box.dataset.drawn = String(boxes.length);
})();
