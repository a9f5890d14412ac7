// Shows the text around each hit of the search page, and leads to its section.
// Sphinx would fetch the page for that, which a browser refuses under file://.
// SEARCH_TEXT holds [[id, text], ...] of each page, for a section or an entry; search_text.js defines it.
document.addEventListener("DOMContentLoaded", () => {
  // As Sphinx does, look for a word or its stem, and for no word of one or two letters.
  const stemmer = new Stemmer();
  const query = new URLSearchParams(location.search).get("q") ?? "";
  const words = splitQuery(query.toLowerCase()).filter((word) => word.length > 2);

  function places(text) {
    const lower = text.toLowerCase();
    const place = (word) => Math.max(lower.indexOf(word), lower.indexOf(stemmer.stemWord(word)));
    return words.map(place).filter((i) => i >= 0);
  }

  // The section that a link names, or else the first with the most words of the query.
  function found(page, anchor) {
    const sections = SEARCH_TEXT[page] ?? [];
    const count = ([, text]) => places(text).length;
    const best = Math.max(0, ...sections.map(count));
    return sections.find(([id]) => id === anchor) ?? sections.find((section) => best && count(section) === best);
  }

  function summary(text) {
    const start = Math.max(0, Math.min(...places(text), text.length) - 100);
    const from = start && places(text).length ? text.indexOf(" ", start) + 1 : 0;
    const line = document.createElement("p");
    line.className = "context";
    line.textContent = `${from ? "… " : ""}${text.slice(from, from + 240)}${from + 240 < text.length ? " …" : ""}`;
    return line;
  }

  function complete(item) {
    const link = item.querySelector("a");
    const [page, anchor] = link.getAttribute("href").split("#");
    const section = found(page.replace(/\.html$/, ""), anchor);
    if (!section) return;
    if (anchor?.startsWith("term-")) link.append(` > ${anchor.slice(5).replaceAll("-", " ")}`);
    if (!anchor) link.href = `${page}#${section[0]}`;
    item.append(summary(section[1]));
  }

  const results = document.getElementById("search-results");
  const watch = new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.tagName === "LI") complete(node);
  });
  if (!results) return;
  for (const item of results.querySelectorAll("li")) complete(item); // those already there
  watch.observe(results, { childList: true, subtree: true });
});
