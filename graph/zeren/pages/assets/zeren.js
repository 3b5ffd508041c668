"use strict";
// What every page does: the language switch, the filter box, sorting by a column. Pages say all they have to say without it.
(() => {
  const html = document.documentElement;

  function speak(language) {
    html.lang = language === "en" ? "en" : "zh-CN";
    const at = language === "en" ? 1 : 0;
    for (const label of document.querySelectorAll("[data-l]")) label.textContent = window.LABELS[label.dataset.l][at];
    document.dispatchEvent(new CustomEvent("language"));
  }

  function remember(language) {
    try { localStorage.setItem("zeren-language", language); } catch { /* a page on disk may have no storage */ }
  }

  function remembered() {
    try { return localStorage.getItem("zeren-language"); } catch { return null; }
  }

  function languageSwitch() {
    const button = document.getElementById("language");
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = html.lang === "en" ? "zh" : "en";
      speak(next);
      remember(next);
    });
    if (remembered() === "en") speak("en");
  }

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const address = (link) => link.getAttribute("href");
  const word = (key) => window.LABELS[key][html.lang === "en" ? 1 : 0];

  function filterBox() {
    const box = document.getElementById("filter");
    if (!box) return;
    const field = document.getElementById("find");
    const found = document.getElementById("found");
    const names = new Map([...document.querySelectorAll("#units tr[data-find]")].map((row) => [address(row.querySelector("a.unit")), row.dataset.find]));
    const unseen = (row) => [row.dataset.find, ...[...row.querySelectorAll("a.unit")].map((link) => names.get(address(link)))];
    const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, fold([row.textContent, ...unseen(row)].join(" "))]);
    const apply = () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      if (words.length) for (const block of document.querySelectorAll("details.block")) block.open = true;
      found.textContent = !words.length ? "" : shown ? `${shown} / ${rows.length}` : word("nothing-found");
    };
    field.addEventListener("input", apply);
    document.addEventListener("language", apply);
    field.addEventListener("change", () => { location.hash = field.value ? "q=" + encodeURIComponent(field.value) : ""; });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        field.focus();
      }
    });
    box.hidden = false;
    if (location.hash.startsWith("#q=")) {
      field.value = decode(location.hash.slice(3));
      apply();
    }
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }

  function sortable(table) {
    const body = table.tBodies[0];
    for (const head of table.querySelectorAll("th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const value = (row) => {
          const cell = row.cells[head.cellIndex];
          return Number(cell.dataset.value ?? cell.textContent);
        };
        body.append(...[...body.rows].sort((a, b) => (down ? value(b) - value(a) : value(a) - value(b))));
      });
    }
  }

  languageSwitch();
  filterBox();
  document.querySelectorAll("table.sortable").forEach(sortable);
})();
