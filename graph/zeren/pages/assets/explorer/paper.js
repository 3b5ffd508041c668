"use strict";
// On paper: a heading that says what is shown, a picture longer than a page in pieces of a page, and the table below it.
(() => {
  const { el, word } = Z;
  const FILES = 8, PAGE = 1.24, OVER = 24; // height of a page beside its width; what one piece repeats of the one before
  const $ = (id) => document.getElementById(id);

  // What on the screen the tabs and facets say.
  function heading(title, state, chosen) {
    const files = [...new Set(chosen.measures.map((it) => it.document))];
    const named = (it) => [it.name, it.title === it.name || it.title === it.label ? "" : it.title, it.published].filter(Boolean).join(" · ");
    $("paper").replaceChildren(el("h2", {}, title),
      el("p", {}, files.slice(0, FILES).map(named).join("；"), files.length > FILES ? ` ${Z.say("and-more", files.length - FILES)}` : ""),
      el("p", {}, `${word("measures")} ${chosen.measures.length}`, Z.toldFilters(state).map((it) => ` · ${it}`)));
  }

  // A browser does not break a picture over pages: what is longer than one is cut by us.
  function pieces(picture) {
    const { width, height } = picture.viewBox.baseVal, long = width * PAGE;
    const made = [];
    for (let y = 0; y < height; y += long - OVER) {
      const part = picture.cloneNode(true), high = Math.min(long, height - y);
      part.setAttribute("viewBox", `0 ${y} ${width} ${high}`);
      part.setAttribute("height", high);
      for (const it of part.querySelectorAll("[role]")) it.removeAttribute("role");
      made.push(part);
      if (y + high >= height) break;
    }
    return made;
  }

  let open = false, theme = "";
  function before(twin) {
    theme = document.documentElement.dataset.theme || "";
    document.documentElement.dataset.theme = "light"; // paper is white
    open = $("twin").open;
    $("twin").open = true;
    twin();
    const picture = document.querySelector("#view svg.picture");
    if (!picture || picture.viewBox.baseVal.height <= picture.viewBox.baseVal.width * PAGE) return;
    $("view").append(el("div", { id: "pieces", "aria-hidden": "true" }, pieces(picture)));
    document.body.classList.add("cut");
  }
  function after() {
    $("twin").open = open;
    if ($("pieces")) $("pieces").remove();
    document.body.classList.remove("cut");
    if (theme) document.documentElement.dataset.theme = theme; else delete document.documentElement.dataset.theme;
  }

  Object.assign(Z, { paper: { heading, before, after } });
})();
