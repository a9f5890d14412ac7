// What the site does by itself, in place of the theme's scripts and of Bootstrap:
// colours, menus, sidebars, search box, "you are here", copy buttons, boxes that open.
(() => {
  const root = document.documentElement;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const on = (selector, act) => all(selector).forEach((e) => e.addEventListener("click", act));

  function colours() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const paint = () => {
      const mode = root.dataset.mode;
      root.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    };
    dark.addEventListener("change", paint);
    on(".theme-switch-button", () => {
      const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      root.dataset.mode = modes[(modes.indexOf(root.dataset.mode) + 1) % 3];
      paint();
      try { localStorage.setItem("mode", root.dataset.mode); } catch { /* lasts for this page */ }
    });
  }

  function menus() {
    const opener = "[data-bs-toggle='dropdown']";
    const show = (button, open) => {
      button.setAttribute("aria-expanded", open);
      button.nextElementSibling.classList.toggle("show", open);
    };
    const open = () => all(`${opener}[aria-expanded='true']`);
    document.addEventListener("click", ({ target }) => {
      const button = target.closest(opener);
      for (const other of open()) if (other !== button) show(other, false);
      if (button) show(button, button.getAttribute("aria-expanded") !== "true");
    });
    document.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      for (const button of open()) {
        show(button, false);
        button.focus();
      }
    });
  }

  // A dialog closes by a click on the page around it; Escape it knows itself.
  const closeOutside = (dialog) => dialog.addEventListener("click", ({ clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  });

  // On a small screen a sidebar moves into a dialog, which keeps the focus inside.
  function sidebar(name, toggle, hides) {
    const [bar, dialog] = ["sidebar", "sidebar-modal"].map((end) => document.getElementById(`pst-${name}-${end}`));
    if (!bar || !dialog) return;
    const move = (from, to) => {
      to.append(...from.childNodes);
      to.className = from.className;
      from.className = "";
    };
    on(toggle, () => {
      if (hides && matchMedia("(min-width: 992px)").matches) return bar.classList.toggle("pst-sidebar-hidden");
      move(bar, dialog);
      dialog.showModal();
    });
    closeOutside(dialog);
    on(`#${bar.id} a[href^='#']`, () => dialog.open && dialog.close());
    dialog.addEventListener("close", () => move(dialog, bar));
  }

  function search() {
    const dialog = document.getElementById("pst-search-dialog");
    const field = document.querySelector("main form.bd-search input");
    const find = () => (field ? field.focus() : dialog.open ? dialog.close() : dialog.showModal());
    closeOutside(dialog);
    on(".search-button__button", find);
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      find();
    });
  }

  function youAreHere() {
    const links = new Map(all("#pst-page-toc-nav a[href^='#']").map((a) => [a.hash.slice(1), a]));
    const mark = (id) => links.forEach((link, key) => {
      link.classList.toggle("active", key === id);
      key === id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    });
    // The sections in the screen's upper quarter; the last of them is the innermost.
    const here = new Set();
    const seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) isIntersecting ? here.add(target.id) : here.delete(target.id);
      const innermost = [...links.keys()].filter((id) => here.has(id)).pop();
      if (innermost) mark(innermost);
    }, { rootMargin: "-5% 0px -70% 0px" });
    for (const id of links.keys()) {
      const section = document.getElementById(id);
      if (section) seen.observe(section);
    }
  }

  // What scrolls sideways must be in reach of the keyboard, and nothing else.
  // The observer reports after a layout: asking for widths here costs no second one.
  function scrollers() {
    const sized = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    all("article pre, .pst-scrollable-table-container, .cell_output > .output, div.math > math").forEach((e) => sized.observe(e));
  }

  function copyButtons() {
    if (!navigator.clipboard) return; // a page from a server without https
    const [from, good] = ["M9 9h11v11H9zM5 15H4V4h11v1", "M4 13l5 5L20 6"];
    const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2"/></svg>`;
    const maker = document.createElement("button");
    Object.assign(maker, { type: "button", className: "copybtn", title: "Copy", ariaLabel: "Copy", innerHTML: icon(from) });
    for (const code of all(".cell_input .highlight, section > .highlight-python > .highlight")) code.append(maker.cloneNode(true));
    on(".copybtn", async ({ currentTarget: button }) => {
      const text = button.parentElement.querySelector("pre").textContent;
      await navigator.clipboard.writeText(text.trimEnd());
      button.innerHTML = icon(good);
      setTimeout(() => { button.innerHTML = icon(from); }, 1500);
    });
  }

  // {admonition} with the class dropdown: its title opens and closes it.
  function boxes() {
    const set = (box, open) => {
      box.classList.toggle("toggle-hidden", !open);
      box.querySelector(".toggle-button").setAttribute("aria-expanded", open);
    };
    for (const box of all(".admonition.dropdown")) {
      const title = box.querySelector(".admonition-title");
      box.classList.add("toggle");
      title.insertAdjacentHTML("beforeend", `<button type="button" class="toggle-button"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5l7 7-7 7" fill="none" stroke="currentColor" stroke-width="2"/></svg></button>`);
      title.lastChild.ariaLabel = `Show or hide: ${title.textContent.trim()}`;
      set(box, false);
      title.addEventListener("click", ({ target }) => target.closest("a") || set(box, box.classList.contains("toggle-hidden")));
    }
  }

  // A long sidebar begins at the current page. Asked after the first paint: no extra layout.
  // The sidebar alone is moved: scrollIntoView would move the page as well.
  function showCurrent() {
    const bar = document.querySelector(".bd-sidebar-primary");
    const current = bar?.querySelector("li.current > a");
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) bar.scrollTop += entry.boundingClientRect.top - innerHeight / 2;
      seen.disconnect();
    });
    if (current && matchMedia("(min-width: 960px)").matches) seen.observe(current);
  }

  // The page is laid out section by section, so that nothing waits for the whole of it.
  function laterSections() {
    if (!root.classList.contains("sections-later")) return;
    const parts = all(".bd-article > section > section ~ section, .bd-article > section > section > section");
    // The page counts as loaded when all is there: an open frame holds its load event back.
    const frame = document.createElement("iframe");
    Object.assign(frame, { hidden: true, title: "Empty" });
    document.body.append(frame);
    frame.contentDocument?.open();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const end = performance.now() + 5; // milliseconds
      while (parts.length && performance.now() < end) {
        const part = parts.shift();
        part.style.contentVisibility = "visible";
        part.getBoundingClientRect(); // its layout, now
      }
      if (parts.length) return port2.postMessage("next");
      root.classList.remove("sections-later");
      setTimeout(() => { // once they are painted, too
        frame.contentDocument?.close();
        frame.remove();
      }, 50);
    };
    // The first paint comes before; a hidden page has none.
    const soon = document.hidden ? setTimeout : requestAnimationFrame;
    soon(() => setTimeout(() => port2.postMessage("first")));
  }

  colours();
  menus();
  sidebar("primary", ".primary-toggle", true);
  sidebar("secondary", ".secondary-toggle", false);
  search();
  youAreHere();
  showCurrent();
  copyButtons();
  boxes();
  scrollers();
  laterSections();
})();
