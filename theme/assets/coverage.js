/* The county's matrix: only those schools that are behind. */
(function () {
  "use strict";
  var button = gongshi.one("[data-behind]");
  if (!button) return;
  button.addEventListener("click", function () {
    var only = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", only);
    gongshi.all(".mx tbody tr").forEach(function (row) { row.hidden = only && !("isBehind" in row.dataset); });
  });
})();
