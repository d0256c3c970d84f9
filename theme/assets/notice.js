/* Notices: which days of the period are past, which is today, how many working days are left. */
(function () {
  "use strict";
  var now = gongshi.today();
  gongshi.all(".period").forEach(function (box) {
    var days = gongshi.all("[data-d]", box), left = 0, counts = false;
    days.forEach(function (day) {
      var at = day.dataset.d, works = !day.classList.contains("off");
      if (at < now) { day.classList.add("past"); }
      if (at === now) { day.classList.add("now"); day.setAttribute("aria-current", "date"); counts = works; }
      if (at >= now && works) { left++; }
    });
    var runs = days[0].dataset.d <= now && now <= days[days.length - 1].dataset.d;
    gongshi.one("[data-left]", box).textContent = runs ? "还剩 " + left + " 个工作日" + (counts ? "（含今天）" : "") : "";
  });
  /* The home: where none stands today, nor does the card. */
  gongshi.all(".standing").forEach(function (card) {
    card.hidden = gongshi.all("li", card).every(function (one) { return one.hidden; });
  });
})();
