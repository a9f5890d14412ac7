// Replaces the theme's 81 kB library: the menus of the header are all that the site uses.
(() => {
  const close = (except) => {
    for (const button of document.querySelectorAll("[data-bs-toggle='dropdown'][aria-expanded='true']")) {
      if (button !== except) show(button, false);
    }
  };
  const show = (button, open) => {
    button.setAttribute("aria-expanded", open);
    button.nextElementSibling.classList.toggle("show", open);
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-bs-toggle='dropdown']");
    close(button);
    if (button) show(button, button.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", ({ key }) => {
    const open = document.querySelector("[data-bs-toggle='dropdown'][aria-expanded='true']");
    if (key !== "Escape" || !open) return;
    close();
    open.focus();
  });
})();
