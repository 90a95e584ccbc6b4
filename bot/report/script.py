"""The web page's script: filter, sort, unfold. It reads only the page itself."""

SCRIPT = """
(function () {
  "use strict";
  var $ = function (id) { return document.getElementById(id); };
  var talks = Array.prototype.slice.call(document.querySelectorAll(".talk"));
  function show() {
    var agent = $("agent").value, rule = $("rule").value, result = $("result").value;
    var words = $("words").value.trim().toLowerCase(), shown = 0;
    talks.forEach(function (talk) {
      var data = talk.dataset;
      var fits = (agent === "*" || data.agent === agent) && (rule === "*" || data.rules.split(" ").indexOf(rule) >= 0) &&
        (result === "*" || data.result === result) && (!words || talk.textContent.toLowerCase().indexOf(words) >= 0);
      talk.hidden = !fits;
      shown += fits;
    });
    $("shown").textContent = shown + " / " + talks.length + " 个会话";
    $("nothing").hidden = shown > 0;
  }
  ["agent", "rule", "result"].forEach(function (id) { $(id).addEventListener("change", show); });
  $("words").addEventListener("input", show);
  $("reset").addEventListener("click", function () {
    ["agent", "rule", "result"].forEach(function (id) { $(id).value = "*"; });
    $("words").value = "";
    show();
  });
  function unfold(open) { talks.forEach(function (talk) { talk.open = open; }); }
  $("open").addEventListener("click", function () {
    var open = this.getAttribute("aria-pressed") !== "true";
    unfold(open);
    this.setAttribute("aria-pressed", String(open));
    this.textContent = open ? "全部收起" : "全部展开";
  });
  document.addEventListener("click", function (event) {
    var pick = event.target.closest("[data-pick]");
    if (pick) {
      $(pick.dataset.pick).value = pick.dataset.value;
      show();
      $("filter").scrollIntoView({ behavior: "smooth" });
    }
  });
  function sort(head) {
    var table = head.closest("table"), body = table.tBodies[0], place = head.cellIndex;
    var down = head.getAttribute("aria-sort") !== "descending";
    table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    Array.prototype.slice.call(body.rows).sort(function (a, b) {
      var x = a.cells[place].textContent, y = b.cells[place].textContent, n = parseFloat(x) - parseFloat(y);
      var order = head.classList.contains("number") && !isNaN(n) ? n : x.localeCompare(y, "zh");
      return down ? -order : order;
    }).forEach(function (row) { body.appendChild(row); });
  }
  document.querySelectorAll("th").forEach(function (head) {
    head.addEventListener("click", function () { sort(head); });
    head.addEventListener("keydown", function (event) { if (event.key === "Enter") { sort(head); } });
  });
  var before = [];
  window.addEventListener("beforeprint", function () {
    before = talks.filter(function (talk) { return talk.open; });
    unfold(true);
  });
  window.addEventListener("afterprint", function () {
    unfold(false);
    before.forEach(function (talk) { talk.open = true; });
  });
  show();
})();
"""
