"use strict";
// What is shown, to take along: the picture as SVG or PNG, its table as CSV or JSON, copied or saved; all made in the page.
(() => {
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-family", "text-anchor"];

  function offer(name, type, data) {
    const link = Z.el("a", { href: URL.createObjectURL(new Blob([data], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // The picture with its looks written into it, so that it stands without the page's style sheet.
  function drawing(picture) {
    const host = picture.closest("#view"), choosing = host.classList.contains("choosing");
    host.classList.remove("choosing"); // a choice pales the rest, which is for the eye on the page alone
    const made = picture.cloneNode(true), from = [picture, ...picture.querySelectorAll("*")], to = [made, ...made.querySelectorAll("*")];
    from.forEach((it, n) => {
      const looks = getComputedStyle(it);
      for (const name of KEPT) to[n].setAttribute(name, looks.getPropertyValue(name));
      for (const name of ["tabindex", "role", "data-key", "aria-pressed", "class", "style"]) to[n].removeAttribute(name);
    });
    host.classList.toggle("choosing", choosing);
    made.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const ground = Z.svg("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).getPropertyValue("--card") });
    made.prepend(ground);
    return new XMLSerializer().serializeToString(made);
  }

  async function png(picture) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing(picture))}`;
    await image.decode();
    const canvas = document.createElement("canvas"), box = picture.viewBox.baseVal;
    const scale = Math.min(2, 16000 / Math.max(box.width, box.height));
    canvas.width = box.width * scale;
    canvas.height = box.height * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0, box.width, box.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  const heads = (told) => told.columns.map(Z.word);
  // A cell that begins like a formula gets an apostrophe, so that no spreadsheet runs it.
  const cell = (value) => { const text = String(value ?? ""); return `"${(/^[=+\-@\t\r]/.test(text) && typeof value !== "number" ? `'${text}` : text).replaceAll('"', '""')}"`; };
  const csv = (told) => `\ufeff${[heads(told), ...told.rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  const json = (told) => JSON.stringify(told.rows.map((row) => Object.fromEntries(told.columns.map((name, n) => [name, row[n]]))), null, 1);
  const tabbed = (told) => [heads(told), ...told.rows].map((row) => row.map((value) => String(value ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Z.el("textarea", { class: "unseen" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  async function save(how, shown, picture, name) {
    if (how === "svg" && picture) offer(`${name}.svg`, "image/svg+xml", drawing(picture));
    if (how === "png" && picture) offer(`${name}.png`, "image/png", await png(picture));
    if (how === "csv") offer(`${name}.csv`, "text/csv", csv(shown));
    if (how === "json") offer(`${name}.json`, "application/json", json(shown));
    if (how === "copy") await copy(tabbed(shown));
    if (how === "link") await copy(location.href);
    if (how === "print") print();
  }

  Object.assign(Z, { save });
})();
