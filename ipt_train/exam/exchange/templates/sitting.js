// A sitting of an exam. Every change is kept in the browser's storage before it is shown as kept;
// nothing is sent anywhere. Texts of the exam stand in the page already: this script writes none.

"use strict";

(() => {
  const sitting = JSON.parse(document.getElementById("sitting").textContent);
  const place = `ipt-train/${sitting.digest}/${sitting.person}/${sitting.attempt}`;
  const element = (id) => document.getElementById(id);
  const questions = sitting.paper.questions.map((asked, i) => ({
    ...asked, box: element(`q${i + 1}`), state: element(`q${i + 1}-state`),
  }));
  let work = { began: null, handed: null, last: 0, answers: {} };
  let kept = true;
  let since = performance.now();
  let announced = Infinity;
  let saved = false;

  // ---- what is kept on this device

  function load() {
    let text = null;
    try {
      text = localStorage.getItem(place);
    } catch (error) {
      kept = false;
    }
    try {
      const read = JSON.parse(text);
      if (isWork(read)) work = read;
    } catch (error) {
      // another page wrote something else there; what this page knows is written over it
    }
  }

  function isWork(read) {
    const isTime = (one) => one === null || Number.isFinite(one);
    return read !== null && typeof read.answers === "object" && read.answers !== null
      && isTime(read.began) && isTime(read.handed) && Number.isFinite(read.last);
  }

  function keep(change) {
    load(); // another tab may have changed it
    change(work);
    work.last = now();
    try {
      const text = JSON.stringify(work);
      localStorage.setItem(place, text);
      kept = localStorage.getItem(place) === text;
    } catch (error) {
      kept = false;
    }
    element("not-kept").hidden = kept;
  }

  // ---- time

  function now() { // never goes back, even if the device's clock does
    return Math.max(Date.now(), work.last);
  }

  function until() {
    return work.began === null || !sitting.minutes ? Infinity : work.began + sitting.minutes * 60000;
  }

  function isOver() {
    return work.handed !== null || now() >= until();
  }

  function clock(milliseconds) {
    const seconds = Math.ceil(milliseconds / 1000);
    const two = (number) => String(number).padStart(2, "0");
    return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }

  // ---- answers

  function picked(question) { // what is ticked, or what is chosen by the label it stands beside
    const lists = [...question.box.querySelectorAll("select")];
    if (lists.length) {
      const chosen = lists.filter((list) => list.value);
      return Object.fromEntries(chosen.map((list) => [list.dataset.label, list.value]));
    }
    const typed = question.box.querySelector(".typed");
    if (typed) return typed.value.trim() ? [typed.value.trim()] : [];
    return [...question.box.querySelectorAll("input:checked")].map((input) => input.value);
  }

  function put(question, picks) { // the other way round
    for (const list of question.box.querySelectorAll("select")) {
      list.value = picks?.[list.dataset.label] ?? "";
    }
    for (const input of question.box.querySelectorAll(".typed")) {
      input.value = picks?.[0] ?? "";
    }
    for (const input of question.box.querySelectorAll("input:not(.typed)")) {
      input.checked = Array.isArray(picks) && picks.includes(input.value);
    }
  }

  function responseOf(question, picks) { // null is a blank, and so is an answer that is not whole
    if (!picks) return null;
    const labels = Object.keys(picks);
    switch (question.type) {
      case "numerical": return picks.length && isNumber(picks[0], question.unit) ? picks[0] : null;
      case "true-false": return picks.length ? picks[0] === "true" : null;
      case "ordering":
        if (labels.length < question.options.length) return null;
        return labels.sort((one, other) => picks[one] - picks[other]);
      case "matching": return labels.length < question.prompts.length ? null : picks;
      default: return picks.length ? picks : null;
    }
  }

  function isNumber(text, unit) { // as the course reads it: one number, and a unit where there is one
    const found = /^[+\-\u2212\u2012\u2013\uff0d]?\s?(\d+(?:[.,]\d+)?|[.,]\d+)\s*([^\d\s.,'\u2019_].*)?$/s.exec(text);
    return found !== null && text.length <= 60 && !/^[1-9]\d{0,2},\d{3}$/.test(found[1]) && (!found[2] || Boolean(unit));
  }

  function stateOf(question) {
    const picks = work.answers[question.item]?.picks;
    if (responseOf(question, picks) !== null) return "answered";
    return picks && Object.keys(picks).length ? "partly" : "open";
  }

  function changed(question, target) {
    if (isOver()) return show();
    const before = work.answers[question.item]?.picks ?? {};
    if (question.type === "ordering" && target?.value) { // two cannot have one place: they swap
      for (const list of question.box.querySelectorAll("select")) {
        if (list !== target && list.value === target.value) {
          list.value = before[target.dataset.label] ?? "";
        }
      }
    }
    const picks = picked(question);
    const spent = Math.round(performance.now() - since);
    since = performance.now();
    keep((state) => {
      const ms = (state.answers[question.item]?.ms ?? 0) + spent;
      state.answers[question.item] = { picks, at: now(), ms };
    });
    return show();
  }

  // ---- handing in

  function handIn() {
    const ended = Math.min(work.handed ?? Infinity, until());
    const answers = questions.map((question) => {
      const given = work.answers[question.item];
      const response = responseOf(question, given?.picks);
      return {
        item: question.item, revision: question.revision, response,
        at: response === null ? ended : Math.min(given.at, ended), ms: given?.ms ?? 0,
      };
    });
    const text = JSON.stringify({
      course: sitting.paper.course, exam: sitting.paper.exam, paper: sitting.digest,
      person: sitting.person, attempt: sitting.attempt, answers,
      started_at: new Date(work.began).toISOString(), ended_at: new Date(ended).toISOString(),
    });
    return JSON.stringify({ format: sitting.format, seal: sealOf(sitting.ticket, text), work: text });
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${handIn()}\n`], { type: "application/json" }));
    link.download = sitting.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = true;
  }

  // ---- what is seen

  function show() {
    const begun = work.began !== null;
    const over = begun && isOver();
    const changes = over === element("after").hidden;
    element("before").hidden = begun;
    element("paper").hidden = !begun || over;
    element("bar").hidden = !begun || over;
    element("after").hidden = !over;
    element("not-kept").hidden = kept;
    const states = questions.map(stateOf);
    const answered = states.filter((state) => state === "answered").length;
    const partly = states.filter((state) => state === "partly").length;
    questions.forEach((question, i) => {
      question.box.dataset.state = states[i];
      question.state.textContent = { answered: "Answered", partly: "Not complete yet", open: "Not answered yet" }[states[i]];
    });
    element("count").textContent = `${answered} of ${questions.length} answered`;
    element("next").hidden = answered === questions.length;
    for (const where of document.querySelectorAll(".rest")) {
      const open = questions.length - answered - partly;
      where.textContent = open + partly === 0
        ? `All ${questions.length} questions are answered.`
        : `${answered} of ${questions.length} answered, ${open} unanswered, ${partly} not complete. `
          + "Questions that are unanswered or not complete count as blank.";
    }
    if (over) {
      if (element("ask").open) element("ask").close();
      element("why").textContent = work.handed === null ? "Time is up: now send your file" : "Now send your file";
      if (changes) element("why").focus();
      if (work.handed === null && !saved && document.readyState === "complete") save(); // what there is
    }
    tick();
  }

  function tick() {
    if (work.began === null) {
      const wait = sitting.opens !== null && Date.now() < sitting.opens;
      element("begin").disabled = wait;
      element("not-open").hidden = !wait;
      element("past-due").hidden = sitting.due === null || Date.now() <= sitting.due;
      return;
    }
    if (isOver()) {
      if (element("after").hidden) show();
      return;
    }
    const left = until() - now();
    element("left").hidden = left === Infinity;
    if (left === Infinity) return;
    element("left").textContent = `${clock(left)} left`;
    for (const minutes of [10, 5, 1]) { // said once each, and not at the beginning
      if (left <= minutes * 60000 && announced > minutes && sitting.minutes > minutes) {
        announced = minutes;
        element("said").textContent = minutes === 1 ? "One minute left." : `${minutes} minutes left.`;
      }
    }
  }

  function begin() {
    keep((state) => { state.began ??= now(); });
    since = performance.now();
    show();
    element("first").focus();
  }

  function nextOpen() {
    const open = questions.filter((question) => stateOf(question) !== "answered");
    const below = open.find((question) => question.box.getBoundingClientRect().top > 150);
    const target = below ?? open[0];
    if (!target) return;
    target.box.scrollIntoView();
    target.box.querySelector("input, select").focus({ preventScroll: true });
  }

  function refresh() { // another tab, or a page that slept
    load();
    for (const question of questions) put(question, work.answers[question.item]?.picks);
    show();
  }

  for (const question of questions) {
    question.box.addEventListener("change", (event) => changed(question, event.target));
    question.box.querySelector(".typed")?.addEventListener("input", () => changed(question, null)); // every sign is kept
    question.box.querySelector(".clear").addEventListener("click", () => {
      put(question, null);
      changed(question, null);
    });
  }
  element("begin").addEventListener("click", begin);
  element("next").addEventListener("click", nextOpen);
  element("hand-in").addEventListener("click", () => element("ask").showModal());
  element("go-on").addEventListener("click", () => element("ask").close());
  element("yes").addEventListener("click", () => {
    element("ask").close();
    if (!isOver()) keep((state) => { state.handed ??= Math.min(now(), until()); });
    if (!saved) save();
    show();
  });
  element("again").addEventListener("click", save);
  window.addEventListener("storage", refresh);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  window.addEventListener("pageshow", refresh);
  window.addEventListener("beforeunload", (event) => {
    if (!kept && work.began !== null && !saved) event.preventDefault();
  });

  keepIsPossible();
  refresh();
  setInterval(tick, 1000);

  function keepIsPossible() {
    try {
      localStorage.setItem("ipt-train/try", "1");
      kept = localStorage.getItem("ipt-train/try") === "1";
      localStorage.removeItem("ipt-train/try");
    } catch (error) {
      kept = false;
    }
  }
})();
