/* Rosters: who is on duty today, or this week, stands on top; with who comes next. */
(function () {
  "use strict";
  var all = gongshi.all, one = gongshi.one, box = one("[data-duty]");
  if (!box) return;
  var now = gongshi.today(), days = all("[data-days] > li");
  function ends(day) { return day.dataset.end || day.dataset.day; }
  var weekly = days.length && days[0].dataset.end;
  var current = days.filter(function (day) { return day.dataset.day <= now && now <= ends(day); });
  var coming = days.filter(function (day) { return day.dataset.day > now && !one(".none", day); })[0];
  current.forEach(function (day) {
    one("ol", box).append(day.cloneNode(true));
    day.setAttribute("aria-current", "date");
  });
  if (!current.length && !coming) return;
  one("h2", box).textContent = current.length ? (weekly ? "本周值班" : "今天值班") : "即将值班";
  if (!current.length) one("ol", box).append(coming.cloneNode(true));
  else if (coming) one(".tip", box).textContent = (weekly ? "下一班 " : "明天 ") + one("time", coming).firstChild.data + "：" +
    all("p", coming).map(function (line) { return all("i, b", line).map(function (word) { return word.textContent; }).join(" "); }).join("；");
  if (coming && !weekly && current.length && coming.dataset.day !== gongshi.today(1)) one(".tip", box).textContent = one(".tip", box).textContent.replace("明天 ", "下一次 ");
  box.hidden = false;
})();
