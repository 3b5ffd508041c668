"use strict";
// When a target or a milestone is due, and how far the text itself tells it: a date, a year, or nothing but the plan's year.
(() => {
  const SENTENCE = /[^。!?！？\n|]*$/u;
  const TIMES = /(?:20\d\d年)?年?(?:[上下]半年|[一二三四1-4]季度|\d{1,2}月|[年月旬][底末中])|(?:20\d\d年)?(?:年内|全年|年度)|本年|今年|20\d\d年(?![底末])/gu;
  const A_YEAR = /年内|全年|年度|本年|今年|^20\d\d年$/u;
  const LAST_DAY = /-12-31$/;

  // The words that lead up to a figure in its sentence, with its own; offsets count the tags of a source in HTML, its text has none.
  function around({ text, start }, fact) {
    const signs = [...text], here = signs.slice(fact.start - start, fact.end - start).join("") === fact.quote;
    if (here) return SENTENCE.exec(signs.slice(0, fact.start - start).join(""))[0] + fact.quote;
    const at = text.indexOf(fact.quote);
    return at < 0 ? fact.quote : SENTENCE.exec(text.slice(0, at))[0] + fact.quote;
  }

  // Whether the last words of time that stand there name a year and no day of it; where none stand, those of the measure.
  const timesOf = (text) => text.replace(/\s+/g, "").match(TIMES);
  function namesYear(near, text = "") {
    const told = timesOf(near) || timesOf(text);
    return Boolean(told) && A_YEAR.test(told[told.length - 1]);
  }

  // `told` is date (a day is written, or follows from what is), year, plan (only the plan has a year) or none.
  function when(fact, measure = fact.measure) {
    const year = Number(measure.document.year) || 0, day = fact.deadline || "";
    if (day) return LAST_DAY.test(day) && namesYear(around(measure, fact), measure.text) ? { told: "year", year: Number(day.slice(0, 4)), day } : { told: "date", day };
    if (fact.basis !== "plan-year" || !year) return { told: "none", day };
    return { told: namesYear(fact.quote) ? "year" : "plan", year, day };
  }

  // The same in words; of a year the day that it ends on only where that was settled.
  function due(it) {
    if (it.told === "date") return it.day;
    if (it.told === "year") return Z.say("within-year", it.year);
    return it.told === "plan" ? Z.word("deadline-plan-year") : "";
  }

  Object.assign(Z, { when, due });
})();
