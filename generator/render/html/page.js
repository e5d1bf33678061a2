"use strict";
(function () {
  var root = document.documentElement;

  /* Charts: each figure is JSON beside the page's text. */
  var drawn = [];
  function data(plot, width) {
    var copy = JSON.parse(JSON.stringify(plot.tanwen.data));
    if (width < 560 && copy[0].type === "pie") { copy[0].domain.x = [0, 1]; }
    return copy;
  }
  function fit(plot, width) {
    var small = width < 560;
    var figure = plot.tanwen;
    var layout = JSON.parse(JSON.stringify(figure.layout));
    layout.width = width;
    if (small) {
      layout.font.size = 12;
      ["xaxis", "yaxis", "yaxis2"].forEach(function (name) {
        if (layout[name]) { layout[name].tickfont.size = 11; layout[name].nticks = 5; }
      });
      if (layout.legend) { layout.legend.font.size = 12; if (layout.legend.entrywidth) { layout.legend.entrywidth = 0.5; } }
      if (figure.data[0].type === "pie") {
        layout.height += 24 * figure.data[0].labels.length;
        layout.margin.b = 24 * figure.data[0].labels.length + 20;
        layout.legend.x = 0; layout.legend.y = -0.06; layout.legend.yanchor = "top";
      }
      (layout.annotations || []).forEach(function (note) { note.font.size = 11; });
    }
    return layout;
  }
  function draw(plot, width) {
    /* Drawn anew each time: an update of a Sankey diagram is animated, and a printed page would catch it midway. */
    window.Plotly.purge(plot);
    return window.Plotly.newPlot(plot, data(plot, width), fit(plot, width), { displayModeBar: false, responsive: false });
  }
  document.querySelectorAll("script.figure").forEach(function (holder) {
    var plot = document.getElementById("plot-" + holder.dataset.plot);
    if (!plot || !window.Plotly) { return; }
    plot.tanwen = JSON.parse(holder.textContent);
    plot.closest("figure").classList.add("live");
    plot.closest("figure").querySelector(".data").open = false;
    drawn.push(plot);
    draw(plot, plot.clientWidth || 700);
  });
  var waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      drawn.forEach(function (plot) { draw(plot, plot.clientWidth); });
    }, 120);
  });
  /* A4 less its margins, in CSS pixels. */
  window.addEventListener("beforeprint", function () { drawn.forEach(function (plot) { draw(plot, 640); }); });
  window.addEventListener("afterprint", function () { drawn.forEach(function (plot) { draw(plot, plot.clientWidth); }); });

  /* A number's trace, and a footnote's text, on hover and on keyboard focus. */
  var popup = document.createElement("div");
  popup.className = "popup";
  popup.setAttribute("aria-hidden", "true");
  popup.hidden = true;
  document.body.appendChild(popup);
  var shownFor = null, leaving = 0;
  function show(target) {
    window.clearTimeout(leaving);
    if (shownFor === target) { return; }
    var source = document.getElementById(target.getAttribute("aria-describedby"));
    if (!source) { return; }
    popup.textContent = "";
    Array.prototype.forEach.call(source.childNodes, function (node) {
      var copy = node.cloneNode(true);
      if (copy.querySelectorAll) { copy.querySelectorAll("[id]").forEach(function (part) { part.removeAttribute("id"); }); }
      popup.appendChild(copy);
    });
    popup.hidden = false;
    shownFor = target;
    place(target);
  }
  function place(target) {
    var at = target.getClientRects()[0] || target.getBoundingClientRect();
    var wide = popup.offsetWidth, high = popup.offsetHeight, edge = 12;
    var left = Math.min(Math.max(edge, at.left), root.clientWidth - wide - edge);
    var below = at.bottom + 8 + high < window.innerHeight || at.top < high + 8;
    popup.style.left = Math.max(edge, left) + "px";
    popup.style.top = (below ? at.bottom + 8 : at.top - high - 8) + "px";
  }
  function hide() { popup.hidden = true; shownFor = null; }
  function hideSoon() { window.clearTimeout(leaving); leaving = window.setTimeout(hide, 180); }
  function described(event) {
    return event.target.closest ? event.target.closest("article [aria-describedby], .endnotes [aria-describedby]") : null;
  }
  document.addEventListener("mouseover", function (event) {
    var target = described(event);
    if (target) { show(target); } else if (popup.contains(event.target)) { window.clearTimeout(leaving); } else if (shownFor) { hideSoon(); }
  });
  document.addEventListener("focusin", function (event) { var target = described(event); if (target) { show(target); } });
  document.addEventListener("focusout", hideSoon);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  window.addEventListener("scroll", function () {
    if (shownFor && shownFor === document.activeElement) { place(shownFor); } else if (shownFor) { hide(); }
  }, { passive: true });

  /* The contents: which section is read, and the button on narrow screens. */
  var links = {};
  document.querySelectorAll(".sidebar .toc a").forEach(function (link) { links[link.getAttribute("href").slice(1)] = link; });
  var headings = Array.prototype.filter.call(document.querySelectorAll("article h2[id], article h3[id], article h4[id]"),
    function (heading) { return links[heading.id]; });
  var current = null, asked = false;
  function mark() {
    asked = false;
    var found = null;
    headings.forEach(function (heading) { if (heading.getBoundingClientRect().top < 140) { found = links[heading.id]; } });
    if (found === current) { return; }
    if (current) { current.removeAttribute("aria-current"); }
    if (found) {
      found.setAttribute("aria-current", "true");
      var list = document.getElementById("toc");
      if (found.offsetTop < list.scrollTop || found.offsetTop > list.scrollTop + list.clientHeight - 40) {
        list.scrollTop = found.offsetTop - list.clientHeight / 2;
      }
    }
    current = found;
  }
  window.addEventListener("scroll", function () { if (!asked) { asked = true; window.requestAnimationFrame(mark); } }, { passive: true });
  mark();
  var button = document.querySelector(".sidebar .menu");
  function toggle(open) { root.classList.toggle("menu-open", open); button.setAttribute("aria-expanded", String(open)); }
  button.addEventListener("click", function () { toggle(!root.classList.contains("menu-open")); });
  document.getElementById("toc").addEventListener("click", function (event) { if (event.target.closest("a")) { toggle(false); } });
})();
