/* Schedules: what is on today, or on the next day that has anything; the time that runs is marked. */
(function () {
  "use strict";
  var all = gongshi.all, one = gongshi.one, box = one("[data-now]");
  if (!box) return;
  var given = box.dataset;

  function spans(text) { return text ? text.split("|").map(function (item) { return item.split(" "); }) : []; }
  var free = spans(given.free), terms = spans(given.terms), worked = given.worked.split(" ");
  function weekday(day) { return new Date(day + "T00:00:00Z").getUTCDay() || 7; }
  function holiday(day) {
    return free.filter(function (item) { return day >= item[item.length - 2] && day <= item[item.length - 1]; })[0];
  }
  function works(day) { return worked.indexOf(day) >= 0 || (weekday(day) < 6 && !holiday(day)); }
  function term(day) { return terms.filter(function (item) { return day >= item[0] && day <= item[1]; })[0]; }
  function monday(day) { return Date.parse(day + "T00:00:00Z") - (weekday(day) - 1) * 864e5; }
  function week(day) { var found = term(day); return found ? Math.round((monday(day) - monday(found[0])) / 6048e5) + 1 : 0; }

  /* s12345o/1.15: among which days, on which weekdays, in odd (o) or even (v) weeks, on which days of the month. */
  function falls(code, day) {
    var found = /^([eswr])(\d*)([ov]?)(?:\/([\d.]+))?$/.exec(code), on = works(day);
    return ({ e: true, s: on && !!term(day), w: on, r: !on })[found[1]] &&
      (!found[2] || found[2].indexOf(weekday(day)) >= 0) &&
      (!found[3] || (week(day) > 0 && week(day) % 2 === (found[3] === "o" ? 1 : 0))) &&
      (!found[4] || found[4].split(".").indexOf(String(+day.slice(8))) >= 0);
  }

  function meant(line, day) {
    var data = line.dataset;
    if (data.dates) return data.dates.split(" ").indexOf(day) >= 0;
    if (data.m && data.m.charAt(+day.slice(5, 7) - 1) !== "1") return false;
    return "monthly" in given || falls(data.on, day);
  }

  function minute() {
    var parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date()).split(":");
    return (parts[0] % 24) * 60 + +parts[1];
  }

  function clock(at) { at = at > 1440 ? at - 1440 : at; return Math.floor(at / 60) + ":" + ("0" + at % 60).slice(-2); }

  /* Each time of each line by itself, and what runs over from the night before, in the order of the day; lines without a time come last. */
  function turns(lines, nights) {
    var found = [];
    lines.forEach(function (line) {
      (line.dataset.at || "").split(" ").forEach(function (slot) {
        var ends = slot ? slot.split("-").map(Number) : [1440, 1440];
        found.push({ line: line, from: ends[0], to: ends[1], timed: !!slot });
      });
    });
    nights.forEach(function (line) {
      line.dataset.at.split(" ").forEach(function (slot) {
        var to = +slot.split("-")[1] - 1440;
        if (to > 0) found.push({ line: line, from: 0, to: to, timed: true });
      });
    });
    return found.sort(function (a, b) { return a.from - b.from || a.to - b.to; });
  }

  function shown(turn, mark, soft) {
    var copy = turn.line.cloneNode(true), group = one("h2", turn.line.closest(".turn"));
    var time = one("time", copy);
    if (turn.timed) time.textContent = clock(turn.from) + (turn.to > turn.from ? "–" + (turn.to > 1440 ? "次日" : "") + clock(turn.to) : "");
    if (group && !soft.bare) {
      var place = document.createElement("span");
      place.textContent = group.firstChild.data.trim();
      if (place.textContent !== "全部安排") one("b", copy).after(place);
    }
    if (mark) {
      var word = document.createElement("mark");
      word.textContent = mark;
      if (mark !== "现在") word.className = "soft"; else copy.className = "on";
      one("p", copy).prepend(word);
    }
    return copy;
  }

  function said(day) { return +day.slice(5, 7) + "月" + +day.slice(8) + "日 周" + " 一二三四五六日".charAt(weekday(day)); }

  function fill(ahead, now) {
    var day = gongshi.today(ahead), every = all(".turn .lines > li"), before = gongshi.today(ahead - 1);
    var lines = every.filter(function (line) { return meant(line, day); });
    var nights = ahead ? [] : every.filter(function (line) { return line.dataset.at && meant(line, before); });
    if (!lines.length && !nights.length) return false;
    var list = turns(lines, nights), least = ahead || "monthly" in given ? 0 : now, next = false;
    var left = list.filter(function (turn) { return !turn.timed || Math.max(turn.to, turn.from + 1) > least; });
    if (!left.length) return false;
    left.slice(0, 8).forEach(function (turn) {
      var mark = "";
      if (!ahead && turn.timed && !("monthly" in given)) {
        if (turn.from <= now) mark = "现在";
        else if (!next || next === turn.from) { mark = "接下来"; next = turn.from; }
      }
      one("ol", box).append(shown(turn, mark, { bare: all(".turn").length < 2 }));
    });
    title(day, ahead);
    if (left.length > 8) one(".tip", box).textContent += "还有 " + (left.length - 8) + " 项，见下面。";
    return true;
  }

  function title(day, ahead) {
    var today = gongshi.today(), off = holiday(today);
    one("h2", box).textContent = "monthly" in given ? "本月（" + +day.slice(5, 7) + "月）要做的" : ["今天", "明天"][ahead] || said(day);
    if (ahead < 2 && !("monthly" in given)) one("h2", box).append(" " + said(day));
    if (ahead) one(".tip", box).textContent = off && !works(today) ? "今天放假（" + off.slice(0, -2).join(" ") + "）。" :
      !works(today) ? "今天是周末。" : !term(today) ? "今天不在学期里。" : "今天的安排都过了。";
  }

  var day = gongshi.today(), now = minute();
  if (given.last && day > given.last) return;
  for (var ahead = 0; ahead < ("monthly" in given ? 1 : 60); ahead++) {
    var then = gongshi.today(ahead);
    if (then < given.first || (given.last && then > given.last)) continue;
    if (fill(ahead, now)) { box.hidden = false; return; }
  }
})();
