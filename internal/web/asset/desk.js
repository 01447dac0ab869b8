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
})();
