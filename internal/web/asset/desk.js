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
  // A page that comes back from the browser's cache is as it was.
  window.addEventListener("pageshow", function (e) {
    if (e.persisted) document.querySelectorAll("button:disabled").forEach(function (b) { b.disabled = false; b.textContent = "Read it"; });
  });
})();
