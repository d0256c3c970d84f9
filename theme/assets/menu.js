/* Menus: which day is the reader's, what a child cannot eat, all grams at once, printing. */
(function () {
  "use strict";
  var all = gongshi.all, one = gongshi.one, today = gongshi.today;

  /* The home: the first day from today on; its title says whether that is today. */
  function home() {
    var box = one("[data-days]"), days = all("[data-day]", box || document.createElement("p"));
    if (!box || !days.length) return;
    var now = today(), at = days.findIndex(function (day) { return day.dataset.day >= now; });
    var day = days[at < 0 ? days.length - 1 : at], next = at < 0 ? null : days[at + 1];
    days.forEach(function (other) { other.hidden = other !== day; });
    box.dataset.set = "";
    one("[data-when]").textContent = day.dataset.said + " " + day.dataset.weekday;
    show(one(".hero [data-label]"), day.dataset.label);
    show(one("[data-theme-of]"), day.dataset.theme);
    one("[data-week-link]").href = day.dataset.page;
    title(day, now);
    peek(next);
  }

  function show(place, text) { place.hidden = !(place.textContent = text || ""); }

  function title(day, now) {
    var date = day.dataset.day, word = date === now ? "今天" : date === today(1) ? "明天" : "";
    var closed = "closed" in day.dataset, weekend = /[06]/.test(new Date(now + "T00:00:00Z").getUTCDay());
    one("[data-title]").textContent = !word ? "最近一天的食谱" : closed ? word + "停餐" : word + "吃什么";
    one("[data-word]").dataset.word = word || day.dataset.said;
    if (date !== now) {
      var which = date > now ? "下面是" : "下面是已公布的最后一天，";
      one("[data-say]").textContent = (weekend ? "今天是周末。" : "今天的食谱没有公布。") + which + day.dataset.said + "（" + day.dataset.weekday + "）。";
    }
  }

  function peek(next) {
    if (!next) return;
    var meal = one(".m-lunch", next) || one(".meal", next);
    one("[data-next]").textContent = next.dataset.day === today(1) ? "明天" : next.dataset.weekday;
    one("[data-next-day]").textContent = next.dataset.said + (next.dataset.day === today(1) ? " " + next.dataset.weekday : "");
    one("[data-next-says]").textContent = meal
      ? one("h3", meal).firstChild.data.trim() + "：" + all(".dish:not(.missed):not(.diet) .n", meal).map(function (name) { return name.firstChild.data.trim(); }).join("、")
      : "停餐：" + one(".closed b", next).textContent;
    one("[data-peek]").hidden = false;
  }

  /* The week on a phone: one day at a time, beginning with today. */
  function week() {
    var box = one("[data-week]"), chips = all("[data-strip] a"), now = today();
    if (!box) return;
    var days = all(".day", box);
    var calm = matchMedia("(prefers-reduced-motion:reduce)").matches;
    function go(at, how) { box.scrollTo({ left: days[at].offsetLeft, behavior: how }); }
    function mark() {
      var at = Math.round(box.scrollLeft / (box.clientWidth || 1));
      chips.forEach(function (chip, place) {
        if (place === at) chip.setAttribute("aria-current", "date"); else chip.removeAttribute("aria-current");
      });
    }
    days.forEach(function (day, at) {
      var is = day.dataset.day === now;
      chips[at].classList.toggle("now", is);
      if (is && one(".td", day)) one(".td", day).hidden = false;
      if (is && !location.hash) go(at, "auto");
      chips[at].addEventListener("click", function (event) {
        event.preventDefault();
        go(at, calm ? "auto" : "smooth");
      });
    });
    box.addEventListener("scroll", mark, { passive: true });
    mark();
  }

  function buttons() {
    all("[data-print]").forEach(function (button) { button.addEventListener("click", function () { print(); }); });
    all("[data-all]").forEach(function (button) {
      button.addEventListener("click", function () {
        var open = button.getAttribute("aria-pressed") !== "true", box = one("[data-week]") || one(".today");
        button.setAttribute("aria-pressed", open);
        button.textContent = open ? "收起克数" : "展开全部克数";
        box.classList.toggle("open", open);
        all(".dish details", box).forEach(function (details) { details.open = open; });
      });
    });
  }

  /* The filter flags what is listed and what is not known. It hides nothing and calls nothing safe. */
  var KEY = "gs-al";
  function kept() { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; } }
  function keep(codes) { try { localStorage.setItem(KEY, JSON.stringify(codes)); } catch (error) { /* private browsing */ } }

  function filter() {
    var box = one(".filter");
    if (!box) return;
    var inputs = all("input", box), before = kept();
    inputs.forEach(function (input) {
      input.checked = before.indexOf(input.value) >= 0;
      input.addEventListener("change", function () {
        keep(inputs.filter(function (other) { return other.checked; }).map(function (other) { return other.value; }));
        flag(inputs);
      });
    });
    flag(inputs);
  }

  function flag(inputs) {
    var chosen = inputs.filter(function (input) { return input.checked; }), listed = 0, unknown = 0;
    inputs.forEach(function (input) { input.parentNode.classList.toggle("on", input.checked); });
    all(".flag").forEach(function (old) { old.remove(); });
    all(".dish").forEach(function (dish) {
      var hits = chosen.filter(function (input) { return one(".al." + input.value, dish); });
      var open = chosen.length && !hits.length && one(".unk", dish);
      dish.classList.toggle("hit", !!hits.length);
      if (!hits.length && !open) return;
      var word = document.createElement("b");
      word.className = "flag";
      word.textContent = hits.length ? "含" + hits.map(function (input) { return input.nextElementSibling.textContent; }).join("") : "未填";
      one(".n", dish).after(word);
      if (dish.closest("[hidden]") || dish.classList.contains("missed")) return;
      if (hits.length) listed++; else unknown++;
    });
    report(chosen.map(function (input) { return input.parentNode.lastChild.data; }).join("、"), listed, unknown);
  }

  function report(names, listed, unknown) {
    var found = one("[data-found]"), when = one("[data-week]") ? "这一周" : one("[data-word]").dataset.word;
    one("[data-chosen]").textContent = names ? "已选 " + names : "点选后，标有的菜会标出来";
    found.hidden = !names;
    found.textContent = (listed ? when + "有 " + listed + " 道菜标有" + names + "。" : when + "的食谱没有标出" + names + "。") +
      (unknown ? "另有 " + unknown + " 道菜未填致敏物质。" : "") + "没有标出不等于不含，请向食堂确认。";
  }

  home();
  week();
  buttons();
  filter();
})();
