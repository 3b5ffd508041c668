"use strict";
// The search box: suggestions while one types, chosen by arrows and Enter or by the mouse.
(() => {
  const { el, word } = Z;
  const $ = (id) => document.getElementById(id);
  const box = $("search"), list = $("suggestions");
  const places = new Set(Z.documents.map((it) => it.name)).size;
  let found = [], at = -1;

  function option(it, n) {
    return el("li", { role: "option", id: `s${n}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); choose(n); } },
      el("span", { class: `type ${it.type}` }, word(it.type)), el("span", { class: "clip-one" }, it.label),
      places > 1 && it.hint ? el("small", { class: "hint" }, it.hint) : null);
  }
  function suggest() {
    found = Z.find(box.value);
    at = -1;
    list.replaceChildren(...found.map(option));
    const open = Boolean(box.value.trim()), near = found.length && found[0].near;
    list.hidden = !open || !found.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    box.removeAttribute("aria-activedescendant");
    $("status").textContent = !open ? "" : near ? Z.say("found-near", found.length) : found.length ? Z.say("found", found.length) : word("nothing-found");
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
  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    $("missing").hidden = true;
  }
  function choose(n) {
    const it = found[Math.max(n, 0)];
    if (!it) return;
    close();
    box.value = it.type === "measure" || it.type === "shared" ? "" : it.label;
    const unit = it.type === "unit" ? Z.byKey(it.key) : null;
    Z.go({ pick: it.key, ...(unit ? { unit: unit.id, ...(unit.common ? { common: "1" } : {}) } : {}) });
    $("told").focus({ preventScroll: true });
  }
  box.addEventListener("input", suggest);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    if (event.key === "Enter") choose(at);
    if (event.key === "Escape") { box.value = ""; suggest(); event.stopPropagation(); }
  });
  box.addEventListener("blur", () => setTimeout(close, 100));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
