// Questions with choices: the reader commits to one before the answer opens. A box of
// class "predict" or "choose" holds a list; the answer is the next thing that folds.
(function () {
  "use strict";

  // Two things fold on a page: <details>, and admonitions of class "dropdown".
  const FOLDS = "details, .admonition.dropdown";

  function unfold(e) {
    if (e.tagName === "DETAILS") e.open = true;
    else if (e.classList.contains("toggle-hidden")) e.querySelector(".toggle-button")?.click();
  }

  // The first fold behind the box, in the order of the page.
  function answerTo(box) {
    const all = [...document.querySelectorAll(FOLDS)];
    const behind = (e) => box.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    return all.find((e) => behind(e) && !box.contains(e));
  }

  // Behind a prediction's result stands the sentence that says what each choice has
  // overlooked. It stays out of sight until the result is open.
  function hideComment(answer) {
    const comment = answer.closest(".cell")?.nextElementSibling;
    if (comment?.tagName !== "P") return;
    comment.setAttribute("hidden", "until-found");
    answer.addEventListener("toggle", () => answer.open && comment.removeAttribute("hidden"));
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
        unfold(answer);
        status.textContent = "You have chosen. The answer is open below.";
      });
      return button;
    });
    hideComment(answer);
    items[0].parentElement.classList.add("choices");
    items[0].parentElement.after(status);
  }

  // What is folded opens when a link leads into it, and on paper.
  function openAround(hash) {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    for (let e = target; e; e = e.parentElement) {
      if (e.matches(FOLDS)) unfold(e);
      e.removeAttribute("hidden");
    }
    target.scrollIntoView();
  }

  function start() {
    document.querySelectorAll(".predict, .choose").forEach(setUp);
    openAround(location.hash);
    window.addEventListener("hashchange", () => openAround(location.hash));
    window.addEventListener("beforeprint", () => document.querySelectorAll(FOLDS).forEach(unfold));
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
