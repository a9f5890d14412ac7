// Questions with choices: the reader commits to one before the answer opens. A box of
// class "predict" or "choose" holds a list; the answer is the next thing that folds.
(function () {
  "use strict";

  // The first <details> behind the box, in the order of the page.
  function answerTo(box) {
    const all = [...document.querySelectorAll("article details")];
    const behind = (e) => box.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    return all.find((e) => behind(e) && !box.contains(e));
  }

  function setUp(box) {
    const answer = answerTo(box);
    const items = [...box.querySelectorAll("ul > li")];
    if (!answer || !items.length) return;
    const status = document.createElement("p");
    status.className = "choice-status";
    status.setAttribute("role", "status");
    status.textContent = "Choose one: the answer opens below.";
    const buttons = items.map((item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "choice";
      button.setAttribute("aria-pressed", "false");
      button.append(...item.childNodes);
      item.append(button);
      button.addEventListener("click", () => {
        for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
        answer.open = true;
        status.textContent = "You have chosen. The answer is open below.";
      });
      return button;
    });
    items[0].parentElement.classList.add("choices");
    items[0].parentElement.after(status);
  }

  // What is folded opens when a link leads into it, and on paper.
  function openAround(id) {
    const target = id && document.getElementById(id);
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    if (target) target.scrollIntoView();
  }

  function unfold() {
    for (const e of document.querySelectorAll("details")) e.open = true;
  }

  function start() {
    document.querySelectorAll(".predict, .choose").forEach(setUp);
    if (location.hash) openAround(decodeURIComponent(location.hash.slice(1)));
    window.addEventListener("hashchange", () => openAround(decodeURIComponent(location.hash.slice(1))));
    window.addEventListener("beforeprint", unfold);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
