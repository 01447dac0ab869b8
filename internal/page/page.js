(function () {
  "use strict";
  document.documentElement.classList.add("js");
  var live = document.querySelector(".live");
  var parts = new Map(), mentions = new Map(), notes = new Map(), refs = [];
  function put(map, key, el) {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(el);
  }
  document.querySelectorAll("[data-s]").forEach(function (el) {
    el.dataset.s.split(" ").forEach(function (k) { put(parts, k, el); });
  });
  document.querySelectorAll(".text [data-w]").forEach(function (el) {
    el.dataset.w.split(" ").forEach(function (k) { put(mentions, k, el); });
  });
  document.querySelectorAll(".note").forEach(function (el) { notes.set(el.dataset.i, el); });
  document.querySelectorAll(".ref").forEach(function (el) { refs.push(el); put(parts, el.dataset.i, el); });

  var shown = "", pinned = "", lit = [];
  function mark(el, name) { el.classList.add(name); lit.push([el, name]); }
  function show(key) {
    if (key === shown) return;
    lit.forEach(function (p) { p[0].classList.remove(p[1]); });
    lit = [];
    shown = key;
    var note = notes.get(key);
    if (!note) return;
    mark(note, "lit");
    (parts.get(key) || []).forEach(function (el) { mark(el, "lit"); });
    note.querySelectorAll(".bears a").forEach(function (a) {
      var row = document.getElementById(a.getAttribute("href").slice(1));
      if (row) mark(row, "lit");
    });
    if (note.dataset.w) (mentions.get(note.dataset.w) || []).forEach(function (el) { mark(el, "kin"); });
  }
  function pin(key) {
    var old = notes.get(pinned);
    if (old) old.classList.remove("pinned");
    pinned = key === pinned ? "" : key;
    var note = notes.get(pinned);
    if (note) note.classList.add("pinned");
    show(pinned);
    live.textContent = note ? "pinned: " + note.innerText : "";
  }
  // of: the statement an element belongs to; the innermost where several do.
  function of(el) {
    el = el && el.closest ? el.closest("[data-s],[data-i]") : null;
    if (!el) return "";
    if (el.dataset.i) return el.dataset.i;
    var keys = el.dataset.s.split(" ");
    return keys[keys.length - 1];
  }
  // A page that scrolls under a resting pointer is no wish to look elsewhere.
  var keyed = false;
  document.addEventListener("mousemove", function (e) {
    if (e.movementX || e.movementY) keyed = false;
  });
  document.addEventListener("mouseover", function (e) {
    if (!keyed && !pinned && e.target.closest("main")) show(of(e.target));
  });
  // Other scripts may ask which statement is lit.
  document.addEventListener("hearsay:which", function (e) { e.detail.key = pinned || shown; });
  document.addEventListener("focusin", function (e) {
    var key = of(e.target);
    if (!pinned && key) show(key);
  });
  document.addEventListener("click", function (e) {
    if (e.target.closest("summary, .bears a, nav a")) return;
    var to = e.target.closest(".to, .no");
    if (to) { // and the link leads to the words
      if (of(to) !== pinned) pin(of(to));
      return;
    }
    var key = of(e.target);
    if (key) {
      if (e.target.closest(".ref")) e.preventDefault();
      pin(key);
    } else if (pinned) pin(pinned);
  });
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    var step = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1 }[e.key];
    if (step && refs.length) {
      var at = refs.findIndex(function (r) { return r.dataset.i === shown; });
      at = at < 0 ? (step > 0 ? 0 : refs.length - 1) : Math.min(Math.max(at + step, 0), refs.length - 1);
      if (pinned) pin(pinned);
      keyed = true;
      refs[at].focus({ preventScroll: true });
      refs[at].scrollIntoView({ block: "center" });
      show(refs[at].dataset.i);
      e.preventDefault();
    } else if (e.key === "Enter" && e.target.matches(".ref")) {
      e.preventDefault();
      pin(e.target.dataset.i);
    } else if (e.key === "Escape") {
      if (pinned) pin(pinned);
      show("");
    }
  });
})();
