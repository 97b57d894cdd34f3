/* Asks for what is to be seen now, again and again; plain enough for an old browser at a projector. */
(function () {
  "use strict";
  var board = document.getElementById("board");
  var address = location.pathname.replace(/\/+$/, "") + "/now";

  function later() { setTimeout(ask, 2000); }

  function ask() {
    var request = new XMLHttpRequest();
    request.open("GET", address + "?seen=" + encodeURIComponent(board.getAttribute("data-seen") || "") + "&lang=" + document.documentElement.lang);
    request.onload = function () {
      if (request.status === 204) {
        // Not held: many ask at once, so this page asks every two seconds for a while.
        if (request.getResponseHeader("Retry-After")) { later(); } else { ask(); }
        return;
      }
      if (request.status === 200 || request.status === 404) { board.innerHTML = request.responseText; }
      if (request.status === 200) {
        board.setAttribute("data-seen", request.getResponseHeader("X-Seen") || "");
        ask();
      } else if (request.status !== 404) { later(); }
    };
    request.onerror = later;
    request.send();
  }

  ask();
}());
