"use strict";
// The page around the views: search, tabs, facets, legend, language, light; it draws anew whenever the address changes.
(() => {
  const { el, word } = Z;
  const $ = (id) => document.getElementById(id);
  const host = $("view"), told = $("told"), html = document.documentElement;
  let shown = null, drawn = "";

  // --- what is remembered ----------------------------------------------------------------------------------------------
  const keep = (name, value) => { try { localStorage.setItem(`zeren-${name}`, value); } catch { /* a page on disk may have no storage */ } };
  const kept = (name) => { try { return localStorage.getItem(`zeren-${name}`); } catch { return null; } };

  function speak() {
    for (const label of document.querySelectorAll("[data-l]")) label.textContent = word(label.dataset.l);
    for (const label of document.querySelectorAll("[data-aria]")) label.setAttribute("aria-label", word(label.dataset.aria));
    $("search").placeholder = word("search-hint");
  }

  // --- facets ----------------------------------------------------------------------------------------------------------
  const NAMED = { function: (value) => (Z.functions.find((it) => it.slug === value) || {}).name || value, field: (value) => (Z.byKey(`l:${value}`) || {}).name || value, kind: (value) => word(`kind-${value}`), role: (value) => word(`role-${value}`), basis: (value) => word(value === "first-listed" ? "guess" : `basis-${value}`),
    file: (value) => (Z.byKey(`f:${value}`) || {}).title || value };

  function facet(name, state) {
    const found = [...Z.counts(state, name)].sort((a, b) => (name === "year" ? b[0] - a[0] : b[1] - a[1]));
    if (found.length < 2 && !state[name].length) return null;
    const toggle = (value) => Z.go({ [name]: state[name].includes(value) ? state[name].filter((it) => it !== value) : [...state[name], value] });
    return el("details", { open: state[name].length || found.length <= 8 || null }, el("summary", {}, word(name)),
      el("ul", {}, found.slice(0, 40).map(([value, count]) => el("li", {}, el("label", {}, el("input", { type: "checkbox", checked: state[name].includes(value) || null, onchange: () => toggle(value) }), el("span", {}, (NAMED[name] || String)(value)), el("small", {}, String(count)))))));
  }

  function facets(state) {
    const active = Z.LISTS.some((name) => state[name].length);
    const focus = document.activeElement && document.activeElement.closest("#facets") ? [...$("facets").querySelectorAll("input,summary,button")].indexOf(document.activeElement) : -1;
    $("facets").replaceChildren(...[
      Z.units.some((it) => it.common) ? el("label", { class: "switch" }, el("input", { type: "checkbox", checked: Boolean(state.common) || null, onchange: (event) => Z.go({ common: event.target.checked ? "1" : "" }) }), word("show-universal")) : null,
      ...["place", "year", "file", "field", "theme", "kind", "function", "role", "basis"].map((name) => facet(name, state)),
      active ? el("button", { type: "button", onclick: () => Z.go(Object.fromEntries(Z.LISTS.map((name) => [name, []]))) }, word("reset")) : null].filter(Boolean));
    if (focus >= 0) ($("facets").querySelectorAll("input,summary,button")[focus] || $("facets")).focus();
  }

  // --- search ----------------------------------------------------------------------------------------------------------
  const box = $("search"), list = $("suggestions");
  let found = [], at = -1;

  function suggest() {
    found = Z.find(box.value);
    at = -1;
    list.replaceChildren(...found.map((it, n) => el("li", { role: "option", id: `s${n}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(n); } }, el("span", { class: `type ${it.type}` }, word(it.type)), el("span", { class: "clip-one" }, it.label))));
    const open = Boolean(box.value.trim());
    list.hidden = !open || !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
    $("status").textContent = !open ? "" : found.length ? Z.say("found", found.length) : word("nothing-found");
    $("missing").hidden = !open || found.length > 0;
  }
  function move(step) {
    if (!found.length) return;
    if (at >= 0) list.children[at].setAttribute("aria-selected", "false");
    at = (at + step + found.length) % found.length;
    list.children[at].setAttribute("aria-selected", "true");
    list.children[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", `s${at}`);
  }
  function close() { list.hidden = true; box.setAttribute("aria-expanded", "false"); $("missing").hidden = true; }
  function choose(n) {
    const it = found[Math.max(n, 0)];
    if (!it) return;
    close();
    box.value = it.type === "measure" ? "" : it.label;
    const unit = Z.byKey(it.key);
    Z.go({ pick: it.key, ...(it.type === "unit" ? { unit: unit.id, ...(unit.common ? { common: "1" } : {}) } : {}) });
    told.focus({ preventScroll: true });
  }
  box.addEventListener("input", suggest);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    if (event.key === "Enter") choose(at);
    if (event.key === "Escape") { box.value = ""; suggest(); event.stopPropagation(); }
  });
  box.addEventListener("blur", () => setTimeout(close, 100));

  // --- pictures by keyboard and mouse ----------------------------------------------------------------------------------
  const picks = () => [...host.querySelectorAll(".pick")];
  function rove(event) {
    const all = picks(), here = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step && here >= 0 ? Math.min(all.length - 1, Math.max(0, here + step)) : -1;
    if (here < 0 || to < 0) return;
    event.preventDefault();
    all[here].setAttribute("tabindex", "-1");
    all[to].setAttribute("tabindex", "0");
    all[to].focus();
  }
  // A choice; of a place or a kind of unit that stands for many it is a narrowing.
  function take(key) {
    const [group, value] = [key.slice(0, 2), key.slice(2)];
    const gathered = Z.byKey(key);
    if (gathered && gathered.narrow) Z.go({ ...gathered.narrow, pick: "" });
    else if (group === "g:") Z.go({ place: [value] });
    else if (group === "k:") Z.go({ kind: [value] });
    else Z.go({ pick: key === Z.state().pick ? "" : key });
  }
  const pickOf = (event) => event.target.closest && event.target.closest("[data-key]");
  host.addEventListener("click", (event) => { const it = pickOf(event); if (it) take(it.dataset.key); });
  host.addEventListener("keydown", (event) => {
    const it = pickOf(event);
    if (it && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); take(it.dataset.key); }
    rove(event);
  });
  host.addEventListener("dblclick", (event) => { const it = pickOf(event), unit = it && Z.byKey(it.dataset.key); if (unit && unit.duties && !unit.document) Z.go({ view: "ego", unit: unit.id, pick: unit.key }); });

  // --- drawing ---------------------------------------------------------------------------------------------------------
  const needs = (state) => JSON.stringify([{ ...state, pick: state.view === "ego" && !state.unit ? state.pick : "" }, html.lang, host.clientWidth]);

  let picked = "";
  function reveal(key) {
    const made = key && [...picks()].find((it) => it.dataset.key === key);
    if (!made) return;
    const box = made.getBoundingClientRect();
    made.scrollIntoView({ block: box.top < 110 || box.bottom > innerHeight ? "center" : "nearest", inline: "nearest" });
  }

  function draw() {
    const state = Z.state(), chosen = Z.select(state), now = needs(state);
    if (now !== drawn) {
      drawn = now;
      host.replaceChildren();
      shown = chosen.measures.length ? Z.views[state.view].draw(host, chosen, state) : { columns: [], rows: [], keys: [] };
      if (!chosen.measures.length) host.append(el("p", { class: "none" }, word("nothing-found")));
      $("legend").replaceChildren(...Z.legend(shown.legend || ["lead", "guess", "support", "implement"]));
      $("note").textContent = shown.note || "";
      $("twin").hidden = Boolean(shown.alone) || !shown.rows.length;
      $("twin").replaceChildren(el("summary", {}, Z.say("as-table", shown.rows.length)));
      facets(state);
      for (const tab of document.querySelectorAll("#tabs a")) {
        tab.href = Z.link({ view: tab.dataset.view });
        if (tab.dataset.view === state.view) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
      }
      const first = host.querySelector(".pick");
      if (first) first.setAttribute("tabindex", "0");
      if ($("twin").open) twin();
      for (const button of document.querySelectorAll("[data-save=svg],[data-save=png]")) button.disabled = !host.querySelector("svg.picture");
    }
    const own = state.view === "ego" && Z.byKey(state.pick) && host.querySelector(".self");
    Z.light(host, own && own.dataset.key === state.pick ? "" : state.pick);
    if (state.pick !== picked) reveal(state.pick);
    picked = state.pick;
    told.replaceChildren(Z.tell(state.pick, chosen));
    $("clear").hidden = !state.pick;
    document.body.classList.toggle("picked", Boolean(state.pick));
    document.title = [(Z.byKey(state.pick) || {}).name, word("site")].filter(Boolean).join(" · ");
    host.dataset.drawn = String(host.querySelectorAll(".node").length);
  }
  const twin = () => { if ($("twin").open && $("twin").children.length === 1) $("twin").append(Z.tableOf(shown, Z.state())); };
  $("twin").addEventListener("toggle", twin);

  // --- the bar ---------------------------------------------------------------------------------------------------------
  $("tabs").append(...Object.keys(Z.views).map((name) => el("a", { href: "#", "data-view": name, "data-l": `view-${name}` })));
  $("language").addEventListener("click", () => { html.lang = html.lang === "en" ? "zh-CN" : "en"; keep("language", html.lang); speak(); draw(); });
  $("light").addEventListener("click", () => {
    const dark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    html.dataset.theme = dark ? "light" : "dark";
    keep("theme", html.dataset.theme);
  });
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", async () => {
      await Z.save(button.dataset.save, shown, host.querySelector("svg.picture"), `zeren-${Z.state().view}`);
      $("status").textContent = word(["copy", "link"].includes(button.dataset.save) ? "copied" : "saved");
      button.closest("details").open = false;
    });
  }
  $("clear").addEventListener("click", () => Z.go({ pick: "" }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { event.preventDefault(); box.focus(); box.select(); }
    if (event.key === "Escape" && Z.state().pick) Z.go({ pick: "" });
  });
  addEventListener("hashchange", draw);
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
  html.lang = kept("language") || html.lang;
  if (kept("theme")) html.dataset.theme = kept("theme");
  speak();
  draw();
})();
