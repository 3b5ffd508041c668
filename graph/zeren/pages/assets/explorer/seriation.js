"use strict";
// An order in which like stands by like: that of zeren.analysis.seriation, carried by the data block, so that page and charts have one.
(() => {
  for (const [list, order] of [[Z.units, Z.raw.order.units], [Z.measures, Z.raw.order.measures]]) order.forEach((at, n) => { list[at].rank = n; });

  // Where something stands: bureaus and measures in the order itself, a theme or a kind at the mean of what is in it.
  function rank(it) {
    if (it.rank !== undefined) return it.rank;
    const inside = it.measures || it.units || [];
    return inside.length ? inside.reduce((sum, one) => sum + rank(one), 0) / inside.length : Infinity;
  }

  function ordered(list) {
    const at = new Map(list.map((it) => [it, rank(it)]));
    return list.slice().sort((a, b) => at.get(a) - at.get(b) || a.i - b.i || (a.key < b.key ? -1 : 1));
  }

  // The rows and columns of a matrix in order; give the same list twice for bureaus by bureaus.
  const seriate = (rows, columns = rows) => ({ rows: ordered(rows), columns: ordered(columns) });

  Object.assign(Z, { rank, seriate });
})();
