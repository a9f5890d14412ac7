// Opens every page of a built site, at two widths and in both themes. Fails on a request
// to another host, a script error or console error, a missing file, an image or equation
// that is not drawn, anything wider than the screen, or a violation that axe reports.
// Usage: node scripts/check_site.mjs _build/html [folder for full-page screenshots]
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { complete, launch, listen, reader, serve } from "./browser.mjs";

const [site, shots] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// The root index.html too; not the pages that the theme's own files bring along.
const pages = fs
  .readdirSync(site, { recursive: true })
  .filter((name) => name.endsWith(".html") && !name.startsWith("_static"))
  .sort();

// The next five run in the page.
function badMath() {
  const drawn = (e) => [...e.querySelectorAll("math:not(.heard math)")].every((m) => m.getBoundingClientRect().width > 1 && m.getBoundingClientRect().height > 1);
  return [...document.querySelectorAll(".math")]
    .filter((e) => e.checkVisibility() && (!e.querySelector("math") || e.querySelector("merror, code") || !drawn(e)))
    .map((e) => `equation: ${e.textContent.slice(0, 60)}`);
}

function cutMath() {
  // A wide formula scrolls in its box; at the widths of this check none may have to.
  return [...document.querySelectorAll("div.math")].filter((e) => e.scrollWidth > e.clientWidth).map((e) => `equation cut off: ${e.id || e.textContent.slice(0, 60)}`);
}

async function badImages() {
  const images = [...document.querySelectorAll("img")];
  for (const image of images) image.loading = "eager";
  await Promise.all(images.map((i) => i.decode().catch(() => {})));
  // Behind a moving figure the static one waits for the printer.
  const figures = [...document.querySelectorAll(".book-figure svg, .explorable > svg")].filter((f) => !f.closest(".ex-ready + .book-figure"));
  return [
    ...images.filter((i) => !i.naturalWidth).map((i) => `image not loaded: ${i.src}`),
    ...images.filter((i) => i.closest(".cell_output") && !i.alt).map((i) => `image without alt: ${i.src}`),
    ...figures.filter((f) => f.getBoundingClientRect().height < 20).map((f) => `figure not drawn: ${f.ariaLabel}`),
  ];
}

function badClaims() {
  const claims = [...document.querySelectorAll("a.claim[href^='#']")];
  return claims.filter((a) => !document.getElementById(a.hash.slice(1))).map((a) => `claim leads nowhere: ${a.hash}`);
}

function tooWide() {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const found = wide > 0 ? [`the page scrolls sideways by ${wide}px`] : [];
  const out = (e) => e.getBoundingClientRect().right > innerWidth + 1;
  // What sticks out is fine inside a box that scrolls and itself stays on the screen.
  const held = (e) => e.tagName !== "BODY" && ((getComputedStyle(e).overflowX !== "visible" && !out(e)) || held(e.parentElement));
  for (const e of document.querySelectorAll("article *, footer *")) {
    const { width, height } = e.getBoundingClientRect();
    if (width && height && out(e) && !held(e)) found.push(`wider than the screen: <${e.tagName} class="${e.getAttribute("class") ?? ""}">`);
  }
  return found.slice(0, 5);
}

async function inspect(page, url, found) {
  await page.goto(url, { waitUntil: "load" });
  await complete(page);
  for (const look of [badMath, cutMath, badImages, badClaims, tooWide]) found.push(...(await page.evaluate(look)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const v of violations) for (const n of v.nodes) found.push(`axe ${v.id}: ${n.target.join(" ")}`);
}

// The pages of source code are all alike: each is opened twice, not four times.
function chosen(theme, width) {
  return pages.filter((name) => !name.startsWith("_modules/") || (theme === "light") === (width === 1280));
}

async function checkAll(browser, base, theme, width) {
  const context = await reader(browser, theme, width);
  let failed = 0;
  for (const name of chosen(theme, width)) {
    const [page, found] = [await context.newPage(), []];
    listen(page, found);
    await inspect(page, `${base}/${name}`, found);
    for (const line of found) console.log(`${name} (${theme}, ${width}px): ${line}`);
    if (shots) await page.screenshot({ fullPage: true, path: path.join(shots, `${name.replaceAll("/", "_").slice(0, -5)}.${theme}.${width}.png`) });
    await page.close();
    failed += found.length > 0;
  }
  await context.close();
  return failed;
}

if (shots) fs.mkdirSync(shots, { recursive: true });
const server = await serve(site);
const browser = await launch();
const base = `http://127.0.0.1:${server.address().port}`;
let [opened, failed] = [0, 0];
for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) opened += chosen(theme, width).length;
  const both = await Promise.all([1280, 390].map((width) => checkAll(browser, base, theme, width)));
  failed += both[0] + both[1];
}
await browser.close();
server.close();
console.log(`${opened - failed} passed, ${failed} failed`);
process.exit(failed || !opened ? 1 : 0);
