// Opens every page of a built site from its folder, by file:// and without a network.
// Fails on a console error, a failed request or a request to a host, and when a search
// for a word finds nothing, shows no text around a hit, or leads to no section.
// Usage: node scripts/check_offline.mjs _build/html
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { complete, launch, listen, reader } from "./browser.mjs";

const site = path.resolve(process.argv[2]);
const WORDS = ["vanishing gradients", "softmax", "embedding", "carry or reset"];
const address = (name) => pathToFileURL(path.join(site, name)).href;

// Runs in the page.
function badLinks() {
  const links = [...document.querySelectorAll("article a[href^='#']")];
  return links.filter((a) => a.hash && !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => `dead link: ${a.hash}`);
}

async function results(page, words) {
  const done = page.locator("#search-results .search-summary", { hasText: /./ });
  await done.waitFor({ state: "attached" });
  const items = await page.locator("#search-results li").evaluateAll((list) => list.map((li) => [li.querySelector("a").href, li.querySelector(".context")?.textContent ?? ""]));
  const found = items.length ? [] : [`a search for "${words}" finds nothing`];
  const stem = words.slice(0, 5);
  if (items.length && !items.some(([, text]) => text.toLowerCase().includes(stem))) found.push(`a search for "${words}" shows no text around a hit`);
  for (const [href] of items.slice(0, 3)) found.push(...(await landing(page.context(), href)));
  return found;
}

async function landing(context, href) {
  const [page, found] = [await context.newPage(), []];
  listen(page, found);
  await page.goto(href);
  const there = await page.evaluate(() => location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null);
  if (!there) found.push(`a hit leads to no section: ${href}`);
  await page.close();
  return found;
}

async function searchByAddress(page, words) {
  await page.goto(`${address("search.html")}?q=${encodeURIComponent(words)}`);
  return results(page, words);
}

async function searchByBox(page, words) {
  await page.goto(address("index.html"));
  await page.locator(".search-button__button:visible").first().click();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=/);
  return results(page, words);
}

async function open(page, name) {
  await page.goto(address(name));
  await complete(page);
  return page.evaluate(badLinks);
}

const browser = await launch();
const context = await reader(browser, "light", 1280, { offline: true });
const pages = fs
  .readdirSync(site, { recursive: true })
  .filter((name) => name.endsWith(".html") && !name.startsWith("_static"))
  .sort();
const tries = [
  ...pages.map((name) => [name, (page) => open(page, name)]),
  ...WORDS.map((words) => [`search ${words}`, (page) => searchByAddress(page, words)]),
  [`search box ${WORDS[0]}`, (page) => searchByBox(page, WORDS[0])],
];
let failed = 0;
for (const [name, attempt] of tries) {
  const [page, found] = [await context.newPage(), []];
  listen(page, found);
  try {
    found.push(...(await attempt(page)));
  } catch (error) {
    found.push(error.message.split("\n")[0]);
  }
  for (const line of found) console.log(`${name} (file://): ${line}`);
  failed += found.length > 0;
  await page.close();
}
await browser.close();
console.log(`from the folder: ${tries.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
