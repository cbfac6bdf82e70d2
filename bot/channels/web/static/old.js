// Says plainly what helps when the page cannot start. Written for the oldest browsers: no word newer than 2009.
(function () {
  var LONGEST = 30000;
  var told = false;

  function started() {
    return Boolean(document.body.getAttribute("data-windows"));
  }

  function tell() {
    var opening = document.getElementById("opening");
    var help = document.getElementById("help");
    if (told || started() || !help) return;
    told = true;
    if (opening) opening.style.display = "none";
    help.removeAttribute("hidden");
  }

  function check(event) {
    var source = event && event.target && event.target.tagName;
    if (source && source !== "SCRIPT") return; // a picture or a style is missed, but is not needed to talk
    tell();
  }

  function spaced() {
    var box = document.createElement("div");
    box.style.cssText = "display:flex;flex-direction:column;row-gap:1px;position:absolute";
    box.appendChild(document.createElement("i"));
    box.appendChild(document.createElement("i"));
    document.body.appendChild(box);
    var height = box.scrollHeight;
    document.body.removeChild(box);
    return height === 1;
  }

  if (!spaced()) document.documentElement.className += " no-gap";

  // A word that the browser does not know, a script that did not come, or one that stumbled at its start.
  window.addEventListener("error", check, true);
  window.addEventListener("unhandledrejection", check);
  if (!("noModule" in document.createElement("script"))) tell();
  else setTimeout(tell, LONGEST);
})();
