// What the pages do beyond links and forms. Every page is whole without it.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  document.querySelectorAll("[data-drop]").forEach(function (form) {
    var file = form.querySelector("input[type=file]");
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      form.addEventListener(kind, function (e) {
        if (!e.dataTransfer || !Array.from(e.dataTransfer.types).includes("Files")) return;
        e.preventDefault();
        form.classList.toggle("over", kind === "dragover");
        if (kind === "drop") {
          file.files = e.dataTransfer.files;
          form.requestSubmit();
        }
      });
    });
    form.addEventListener("keydown", function (e) {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", function () {
      var b = form.querySelector("button");
      b.disabled = true;
      b.textContent = "Reading…";
    });
  });
  // The slider draws the page anew as it stood; without script there is a list.
  function slider(form) {
    var list = form.querySelector("select"), range = form.querySelector("input[type=range]"), out = form.querySelector("output"), turn = 0;
    range.hidden = out.hidden = false;
    function say() { out.textContent = list.options[range.value].dataset.words; range.setAttribute("aria-valuetext", out.textContent); }
    say();
    range.addEventListener("input", say);
    range.addEventListener("change", function () {
      var mine = ++turn, last = +range.value === list.options.length - 1;
      var url = form.getAttribute("action") + (last ? "" : "?row=" + encodeURIComponent(list.options[range.value].value));
      var main = document.getElementById("main");
      main.classList.add("redrawing");
      fetch(url).then(function (r) { if (!r.ok) throw r; return r.text(); }).then(function (text) {
        if (mine !== turn) return;
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
        main.replaceChildren.apply(main, Array.from(fresh.childNodes));
        main.classList.remove("redrawing");
        history.replaceState(null, "", url);
        var form = main.querySelector("[data-asof]");
        if (form) { slider(form); form.querySelector("input[type=range]").focus(); }
        document.querySelector(".live").textContent = "Redrawn as of " + (form ? form.querySelector("output").textContent : "");
      }).catch(function () { location.href = url; });
    });
  }
  document.querySelectorAll("[data-asof]").forEach(slider);
  // A page that comes back from the browser's cache is as it was.
  window.addEventListener("pageshow", function (e) {
    if (e.persisted) document.querySelectorAll("button:disabled").forEach(function (b) { b.disabled = false; b.textContent = "Read it"; });
  });

  // Single keys. They can be turned off (WCAG 2.1.4), and never act while one writes.
  var live = document.querySelector(".live"), keys = document.getElementById("keys"), single = keys.querySelector("[data-single]");
  document.querySelectorAll(".keys-at").forEach(function (p) { p.hidden = false; });
  document.querySelectorAll("[data-keys]").forEach(function (b) { b.addEventListener("click", function () { keys.showModal(); }); });
  try { single.checked = localStorage.getItem("hearsay-keys") !== "off"; } catch (e) { /* no storage: on */ }
  single.addEventListener("change", function () {
    try { localStorage.setItem("hearsay-keys", single.checked ? "on" : "off"); } catch (e) { /* for this page only */ }
    document.documentElement.classList.toggle("no-keys", !single.checked);
  });
  document.documentElement.classList.toggle("no-keys", !single.checked);
  var tasks = Array.from(document.querySelectorAll("[data-task]")), at = -1;
  function go(n) {
    if (!tasks.length) return;
    at = Math.min(Math.max(n, 0), tasks.length - 1);
    tasks.forEach(function (t, i) { t.classList.toggle("at", i === at); });
    tasks[at].focus({ preventScroll: true });
    tasks[at].scrollIntoView({ block: "nearest" });
  }
  tasks.forEach(function (t, i) { t.addEventListener("focusin", function () { if (at !== i) { at = i; tasks.forEach(function (o, k) { o.classList.toggle("at", k === i); }); } }); });
  function press(el) {
    if (!el) return false;
    el.click();
    return true;
  }
  // The statement that is lit, as the script of the record has it.
  function lit() {
    var e = new CustomEvent("hearsay:which", { detail: {} });
    document.dispatchEvent(e);
    return e.detail.key || "";
  }
  var form = document.querySelector("[data-correct]");
  function choose(key, what) {
    var option = form && key && form.querySelector('option[data-key="' + CSS.escape(key) + '"]');
    if (!option) { live.textContent = "Light a statement first."; return false; }
    option.selected = true;
    form.elements.what.value = what;
    return true;
  }
  function decide(what) {
    if (form && choose(lit(), what)) form.requestSubmit(form.querySelector("[type=submit]"));
    return !!form;
  }
  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || !single.checked || keys.open) return;
    if (e.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    var done = true;
    if (e.key === "?") keys.showModal();
    else if (e.key === "/") {
      var box = document.querySelector("main input[type=search]");
      if (box) box.focus(); else location.href = "/search";
    } else if (e.key === "u") done = press(document.querySelector('.did [data-key="u"]'));
    else if (tasks.length && (e.key === "j" || e.key === "ArrowDown")) go(at + 1);
    else if (tasks.length && (e.key === "k" || e.key === "ArrowUp")) go(at - 1);
    else if (tasks.length && at >= 0 && /^[oaxc12]$/.test(e.key)) done = press(tasks[at].querySelector('[data-key="' + e.key + '"]'));
    else if (form && e.key === "a") done = decide("accept");
    else if (form && e.key === "x") done = decide("reject");
    else if (form && e.key === "c") { choose(lit(), "correct-content"); form.scrollIntoView({ block: "center" }); form.elements.quote.focus(); }
    else done = false;
    if (done) e.preventDefault();
  });

  // Words that are selected in the text can be taken for a correction.
  if (form) {
    var pick = document.createElement("div");
    pick.className = "pick";
    pick.hidden = true;
    pick.setAttribute("role", "group");
    pick.setAttribute("aria-label", "Correct with the selected words");
    var which = document.createElement("span");
    pick.appendChild(which);
    [["correct-content", "are its words"], ["correct-source_span", "name its source"], ["correct-cue", "are its cue"]].forEach(function (c) {
      var b = document.createElement("button");
      b.type = "button"; b.className = "quiet"; b.textContent = c[1];
      b.addEventListener("click", function () {
        if (!choose(pick.dataset.key, c[0])) return;
        form.elements.quote.value = pick.dataset.quote;
        form.elements.start.value = pick.dataset.start;
        getSelection().removeAllRanges();
        pick.hidden = true;
        form.scrollIntoView({ block: "center" });
        form.querySelector("[type=submit]").focus({ preventScroll: true });
      });
      pick.appendChild(b);
    });
    document.body.appendChild(pick);
    form.elements.quote.addEventListener("input", function () { form.elements.start.value = ""; });
    // length in code points, of a report's own characters
    function count(node) {
      var n = 0, walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, function (x) {
        if (x.nodeType === 1) return x.matches(".ref") ? NodeFilter.FILTER_REJECT : x.matches(".unseen") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
        return x.parentElement.closest(".unseen, .ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
      });
      while (walk.nextNode()) n += walk.currentNode.nodeType === 1 ? 1 : Array.from(walk.currentNode.data).length;
      return n;
    }
    document.addEventListener("selectionchange", function () {
      var sel = getSelection(), text = sel.toString().trim();
      var node = sel.anchorNode && sel.rangeCount && text ? sel.getRangeAt(0).startContainer : null;
      var block = node && (node.nodeType === 1 ? node : node.parentElement).closest(".text[data-at]");
      if (!block) { pick.hidden = true; return; }
      var range = sel.getRangeAt(0), before = document.createRange();
      before.setStart(block, 0);
      before.setEnd(range.startContainer, range.startOffset);
      var holder = document.createElement("p");
      holder.appendChild(before.cloneContents());
      var copy = document.createElement("p");
      copy.appendChild(range.cloneContents());
      copy.querySelectorAll(".ref, .notes").forEach(function (r) { r.remove(); });
      var key = lit(), note = block.parentElement.querySelector(".note");
      pick.dataset.key = key || (note ? note.dataset.i : "");
      pick.dataset.quote = copy.textContent.trim();
      pick.dataset.start = +block.dataset.at + count(holder);
      which.textContent = pick.dataset.key ? "For statement " + pick.dataset.key.split("-")[1] + " these" : "Light a statement: these";
      pick.hidden = false;
    });
  }
})();
