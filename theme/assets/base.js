/* What pages do beyond being read: nothing is lost without it, and it asks nobody for anything. */
window.gongshi = (function () {
  "use strict";
  /* The day in Shanghai, wherever the reader's clock stands: 2026-11-24; `ahead` days later. */
  function today(ahead) {
    var format = { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" };
    return new Intl.DateTimeFormat("en-CA", format).format(new Date(Date.now() + (ahead || 0) * 864e5));
  }
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function one(selector, root) { return (root || document).querySelector(selector); }

  /* 本周, 今天: words that are true only between two days. */
  function periods() {
    var now = today();
    all("[data-from]").forEach(function (word) {
      word.hidden = now < word.dataset.from || now > word.dataset.to;
    });
  }

  /* 公示中, 已结束: how something that holds between two days stands today, with its signs. */
  function spans() {
    var now = today();
    all("[data-since]").forEach(function (word) {
      var at = now < word.dataset.since ? 0 : now > word.dataset.until ? 2 : 1;
      word.textContent = word.dataset.words.split(" ")[at];
      word.classList.add("s-" + (word.dataset.signs || "n y x").split(" ")[at]);
    });
  }

  /* The county: today's line of each school, and finding one by name or stage. */
  function schools() {
    var list = all(".schools > li"), now = today(), seen = false;
    if (!list.length) return;
    list.forEach(function (school) {
      var lines = all("[data-day]", school);
      var line = lines.filter(function (item) { return item.dataset.day >= now; })[0] || lines[lines.length - 1];
      lines.forEach(function (item) { item.hidden = item !== line; });
      if (line && line.dataset.day === now) { one("time", line).hidden = seen = true; }
    });
    if (seen) one("[data-today]").textContent = one("[data-today]").dataset.today;
    var box = one("[data-q]"), chips = all("button[data-stage]"), stage = "";
    function find() {
      var words = box.value.trim().split(/\s+/), shown = 0;
      list.forEach(function (school) {
        var name = school.dataset.stage + one("h3", school).textContent;
        var fits = (!stage || school.dataset.stage === stage) && words.every(function (word) { return name.indexOf(word) >= 0; });
        school.hidden = !fits;
        if (fits) shown++;
      });
      one("[data-count]").textContent = shown ? "共 " + shown + " 所" : "没有找到，换个字试试";
    }
    box.addEventListener("input", find);
    chips.forEach(function (chip) {
      chip.addEventListener("click", function () {
        stage = chip.dataset.stage;
        chips.forEach(function (other) { other.setAttribute("aria-pressed", other === chip); });
        find();
      });
    });
    find();
  }

  periods();
  spans();
  schools();
  return { today: today, all: all, one: one };
})();
