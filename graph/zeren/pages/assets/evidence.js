"use strict";
// The evidence page: a mark and its note point at each other. Anchors and notes work without this.
(() => {
  const source = document.getElementById("source");
  const notes = document.getElementById("notes");

  function choose(anchor) {
    for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
    if (!anchor) return;
    for (const piece of source.querySelectorAll(`[data-of="${CSS.escape(anchor)}"]`)) piece.classList.add("chosen");
    const note = document.getElementById("n-" + anchor);
    if (!note) return;
    note.classList.add("chosen");
    notes.scrollTop += note.getBoundingClientRect().top - notes.getBoundingClientRect().top - notes.clientHeight / 3;
  }

  const fromHash = () => choose(location.hash.slice(1).replace(/^n-/, ""));
  source.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) choose(mark.id || mark.dataset.of);
  });
  addEventListener("hashchange", fromHash);
  fromHash();
})();
