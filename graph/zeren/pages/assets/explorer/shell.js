"use strict";
// The page around the views: tabs, legend, panel, language, light, paper; it draws anew whenever the address changes.
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
  host.addEventListener("dblclick", (event) => {
    const it = pickOf(event), unit = it && Z.byKey(it.dataset.key);
    if (unit && unit.duties && !unit.document) Z.go({ view: "ego", unit: unit.id, pick: unit.key });
  });
  for (const name of ["pointerover", "focusin"]) host.addEventListener(name, (event) => Z.near(host, pickOf(event)));
  host.addEventListener("pointerleave", () => Z.near(host, null));

  // --- drawing ---------------------------------------------------------------------------------------------------------
  // Wide views have the panel below them until something is chosen; then it opens beside them. They are not
  // drawn to the width of the page, so that what was scrolled stays where it is.
  const WIDE = ["table", "matrix"];
  function needs(state) {
    const pick = state.view === "ego" && !state.unit ? state.pick : "", width = WIDE.includes(state.view) ? 0 : host.clientWidth;
    return JSON.stringify([{ ...state, pick }, html.lang, width]);
  }

  let picked = "";
  function reveal(key) {
    const made = key && ([...picks()].find((it) => it.dataset.key === key) || [...host.querySelectorAll("tr[data-row]")].find((it) => it.dataset.row === key));
    if (!made) return;
    made.scrollIntoView({ block: "nearest", inline: "nearest" });
    const panel = $("panel"), over = getComputedStyle(panel).position === "fixed" && panel.offsetLeft < 1; // a sheet from below
    const box = made.getBoundingClientRect(), top = 110, bottom = over ? panel.getBoundingClientRect().top : innerHeight;
    if (box.top < top || box.bottom > bottom) scrollBy(0, (box.top + box.bottom - top - bottom) / 2);
  }

  // Only along the row of tabs: the page itself stays where it is.
  function inSight(tab) {
    const row = $("tabs"), box = tab.getBoundingClientRect(), of = row.getBoundingClientRect();
    if (box.left < of.left || box.right > of.right) row.scrollLeft += (box.left + box.right - of.left - of.right) / 2;
  }

  const heading = () => (Z.documents.length === 1 ? Z.documents[0].title : word("home"));
  const subject = (state) => [heading(), word(`view-${state.view}`), shown && shown.title].filter(Boolean).join(" · ");

  const saving = () => document.querySelectorAll(["svg", "png", "csv", "json", "copy"].map((how) => `[data-save=${how}]`).join(","));
  function picture(state, chosen) {
    Z.near(host, null);
    host.replaceChildren();
    shown = { columns: [], rows: [], keys: [] };
    for (const button of saving()) button.disabled = true; // until it is drawn there is nothing to save
    if (chosen.measures.length) shown = Z.views[state.view].draw(host, chosen, state);
    else host.append(Z.nothingLeft(state));
    $("legend").replaceChildren(...(shown.legend && !shown.legend.length ? [] : Z.legend(shown.legend || ["lead", "guess", "support", "implement"])));
    $("note").replaceChildren(...[shown.note || ""].flat());
    $("how").textContent = word(`how-${state.view}`);
    $("twin").hidden = Boolean(shown.alone) || !shown.rows.length;
    $("twin").replaceChildren(el("summary", {}, Z.say("as-table", shown.rows.length)));
    Z.facets($("facets"), state);
    Z.chips($("chips"), state);
    Z.paper.heading(subject(state), state, chosen);
    for (const tab of document.querySelectorAll("#tabs a")) {
      tab.href = Z.link({ view: tab.dataset.view });
      if (tab.dataset.view === state.view) { tab.setAttribute("aria-current", "page"); inSight(tab); } else tab.removeAttribute("aria-current");
    }
    const first = host.querySelector(".pick");
    if (first) first.setAttribute("tabindex", "0");
    if ($("twin").open) twin();
    for (const button of saving()) button.disabled = ["svg", "png"].includes(button.dataset.save) && !host.querySelector("svg.picture");
  }

  function draw() {
    const state = Z.state(), chosen = Z.select(state);
    document.body.classList.toggle("picked", Boolean(state.pick));
    document.body.classList.toggle("beneath", !state.pick && WIDE.includes(state.view));
    const now = needs(state);
    if (now !== drawn) {
      drawn = now;
      picture(state, chosen);
    }
    const own = state.view === "ego" && Z.byKey(state.pick) && host.querySelector(".self");
    Z.light(host, own && own.dataset.key === state.pick ? "" : state.pick);
    told.replaceChildren(Z.tell(state.pick, chosen));
    for (const row of document.querySelectorAll("tr[data-row]")) row.classList.toggle("on", row.dataset.row === state.pick);
    $("clear").hidden = !state.pick;
    if (shown.picked) shown.picked(state.pick);
    if (state.pick !== picked) {
      reveal(state.pick);
      $("panel").scrollTop = 0;
    }
    picked = state.pick;
    document.title = [(Z.byKey(state.pick) || {}).name, heading(), word("site")].filter(Boolean).join(" · ");
    host.dataset.drawn = String(host.querySelectorAll(".node").length);
  }
  const twin = () => { if ($("twin").open && $("twin").children.length === 1) $("twin").append(Z.tableOf(shown, Z.state())); };
  $("twin").addEventListener("toggle", twin);
  addEventListener("beforeprint", () => Z.paper.before(twin));
  addEventListener("afterprint", Z.paper.after);

  // --- the bar ---------------------------------------------------------------------------------------------------------
  $("tabs").append(...Object.keys(Z.views).map((name) => el("a", { href: "#", "data-view": name, "data-l": `view-${name}` })));
  $("language").addEventListener("click", () => {
    html.lang = html.lang === "en" ? "zh-CN" : "en";
    keep("language", html.lang);
    speak();
    draw();
  });
  $("light").addEventListener("click", () => {
    const dark = html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    html.dataset.theme = dark ? "light" : "dark";
    keep("theme", html.dataset.theme);
  });
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", async () => {
      const state = Z.state();
      await Z.save(button.dataset.save, shown, host.querySelector("svg.picture"), { name: `zeren-${state.view}`, title: subject(state), state });
      $("status").textContent = word(["copy", "link"].includes(button.dataset.save) ? "copied" : "saved");
      button.closest("details").open = false;
    });
  }
  $("clear").addEventListener("click", () => Z.go({ pick: "" }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = [...document.querySelectorAll("details.over[open]")];
    if (open.length) for (const it of open) it.open = false;
    else if (Z.state().pick) Z.go({ pick: "" });
  });
  // What lies over the picture closes when one goes on with the picture.
  document.addEventListener("pointerdown", (event) => {
    for (const it of document.querySelectorAll("details.over[open]")) if (!it.contains(event.target)) it.open = false;
  });
  addEventListener("hashchange", draw);
  let waiting = 0;
  addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
  html.lang = kept("language") || html.lang;
  if (kept("theme")) html.dataset.theme = kept("theme");
  speak();
  draw();
})();
