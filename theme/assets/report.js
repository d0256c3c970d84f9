/* How the tasks of a plan stand today, counted: the states themselves are written by base.js. */
(function () {
  "use strict";
  var page = window.gongshi, line = page.one(".tally");
  if (!line) return;
  var said = ["o 逾期", "go 进行中", "n 未开始"].map(function (kind) {
    var sign = kind.split(" ")[0], count = page.all(".tasks .s-" + sign).length;
    return count ? kind.split(" ")[1] + " " + count + " 项" : "";
  }).filter(Boolean);
  line.textContent = said.length ? "今天：" + said.join("，") : "全部完成";
  line.hidden = false;
})();
