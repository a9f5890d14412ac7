// Sets every moving figure of a built site to twenty random settings, and fails where it
// shows another number than the package computes. Then: keyboard, touch, the live region,
// Play and Reset, print, a reader without JavaScript, and a page opened from its folder.
// Usage: node scripts/check_explorables.mjs _build/html settings.json
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { complete, launch, listen, reader, serve } from "./browser.mjs";

const [site, settings] = process.argv.slice(2);
const wanted = JSON.parse(fs.readFileSync(settings, "utf8"));
const pages = fs.readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html")).sort();

function pageOf(name) {
  return pages.find((page) => fs.readFileSync(path.join(site, page), "utf8").includes(`data-explorable="${name}"`));
}

// The next five run in the page.
function shownIn(root) {
  return Object.fromEntries([...root.querySelectorAll("[data-value]")].map((e) => [e.dataset.value, e.textContent]));
}

function setByEvent(root, [name, index]) {
  const input = root.querySelector(`[data-control="${name}"]`);
  if (input.type === "radio") return root.querySelector(`[data-control="${name}"][value="${index}"]`).click();
  input.value = index;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function indexOf(root, name) {
  const input = root.querySelector(`[data-control="${name}"]:checked`) ?? root.querySelector(`[data-control="${name}"]`);
  return Number(input.value);
}

function smallTargets(root) {
  const targets = [...root.querySelectorAll("input[type=range], button, .ex-choice label")];
  return targets.filter((e) => e.getBoundingClientRect().height < 44).map((e) => `small target: ${e.textContent || e.id}`);
}

function visible(root) {
  const [moving, still] = [root, root.parentElement.querySelector(".book-figure")];
  return [moving, still].map((e) => e.checkVisibility());
}

async function setByKeyboard(page, root, [name, index]) {
  const chosen = root.locator(`[data-control="${name}"]`);
  const radio = (await chosen.first().getAttribute("type")) === "radio";
  await (radio ? root.locator(`[data-control="${name}"]:checked`) : chosen).focus();
  const last = Number(await chosen.first().getAttribute("max"));
  if (!radio) await page.keyboard.press(index > last / 2 ? "End" : "Home");
  const steps = index - (await root.evaluate(indexOf, name));
  for (let i = 0; i < Math.abs(steps); i++) await page.keyboard.press(steps > 0 ? "ArrowRight" : "ArrowLeft");
}

// Choices first: they decide how far a slider goes.
function inOrder(setting, first) {
  return Object.entries(setting).sort(([a], [b]) => first.includes(b) - first.includes(a));
}

async function values(page, root, cases, found) {
  const choices = await root.locator("input[type=radio]").evaluateAll((all) => all.map((e) => e.dataset.control));
  const heights = new Set();
  for (const [number, { setting, shown }] of cases.entries()) {
    for (const one of inOrder(setting, choices)) {
      if (number % 4) await root.evaluate(setByEvent, one);
      else await setByKeyboard(page, root, one);
    }
    const seen = await root.evaluate(shownIn);
    for (const [name, value] of Object.entries(shown)) {
      if (seen[name] !== value) found.push(`${JSON.stringify(setting)}: ${name} is ${seen[name]}, the package says ${value}`);
    }
    heights.add((await root.boundingBox()).height);
  }
  if (heights.size > 1) found.push(`the height changes with the values: ${[...heights]}`);
}

// An arrow that moves the slider, wherever the last setting has left it.
async function arrow(slider) {
  return (await slider.inputValue()) === "0" ? "ArrowRight" : "ArrowLeft";
}

async function keyboard(page, root, found) {
  await root.evaluate((e) => ((e.tabIndex = -1), e.focus()));
  const stops = await root.evaluate((e) => new Set([...e.querySelectorAll("input, button")].map((i) => i.dataset.control ?? i.textContent)).size);
  const reached = new Set();
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press("Tab");
    const [inside, name] = await root.evaluate((e) => [e.contains(document.activeElement), document.activeElement.dataset.control ?? document.activeElement.textContent]);
    if (inside) reached.add(name);
  }
  if (reached.size !== stops) found.push(`Tab reaches ${reached.size} of ${stops} controls`);
  for (const name of await root.locator("input[type=range]").evaluateAll((all) => all.map((e) => e.dataset.control))) {
    const slider = root.locator(`[data-control="${name}"]`);
    const about = () => root.evaluate((e, n) => [e.querySelector(`[data-control="${n}"]`).getAttribute("aria-valuetext"), e.querySelector("svg").getAttribute("aria-label")], name);
    const before = await about();
    await slider.press(await arrow(slider));
    const after = await about();
    if (before.some((text, i) => !text || text === after[i])) found.push(`an arrow on ${name} changes nothing: ${before}`);
  }
}

async function liveRegion(page, root, found) {
  const spoken = () => root.evaluate((e) => [e.querySelector("[role=status]").textContent, e.querySelector("svg").getAttribute("aria-label")]);
  await page.waitForTimeout(700);
  const [before] = await spoken();
  const slider = root.locator("input[type=range]").first();
  await slider.press(await arrow(slider));
  await page.waitForTimeout(700);
  const [after, label] = await spoken();
  if (before === after || after !== label) found.push(`the live region says "${after}", before "${before}"`);
}

async function buttons(page, root, found) {
  const play = root.locator("button", { hasText: "Play" });
  await root.locator("button", { hasText: "Reset" }).click();
  const start = JSON.stringify(await root.evaluate(shownIn));
  if (await play.count()) {
    await play.click();
    await page.waitForTimeout(1200);
    if (JSON.stringify(await root.evaluate(shownIn)) === start) found.push("Play moves nothing");
    await root.locator("button", { hasText: "Stop" }).click();
    const stopped = JSON.stringify(await root.evaluate(shownIn));
    await page.waitForTimeout(1200);
    if (JSON.stringify(await root.evaluate(shownIn)) !== stopped) found.push("Stop does not stop");
  } else await root.locator("input[type=range]").first().press("ArrowLeft");
  await root.locator("button", { hasText: "Reset" }).click();
  if (JSON.stringify(await root.evaluate(shownIn)) !== start) found.push("Reset does not bring the start back");
}

async function touch(page, root, found) {
  found.push(...(await root.evaluate(smallTargets)));
  for (const slider of await root.locator("input[type=range]").all()) {
    const name = await slider.getAttribute("data-control");
    const before = await root.evaluate(indexOf, name);
    await slider.scrollIntoViewIfNeeded();
    const { width, height } = await slider.boundingBox();
    const far = before > (await slider.getAttribute("max")) / 2 ? 0.2 : 0.8; // from where it stands
    await slider.tap({ position: { x: far * width, y: height / 2 } });
    if ((await root.evaluate(indexOf, name)) === before) found.push(`a tap does not move ${name}`);
  }
}

async function print(page, root, found) {
  const seen = await root.evaluate(visible);
  await page.emulateMedia({ media: "print" });
  const printed = await root.evaluate(visible);
  if (`${seen}` !== "true,false") found.push(`on screen, moving and static figure are visible: ${seen}`);
  if (`${printed}` !== "false,true") found.push(`on paper, moving and static figure are visible: ${printed}`);
}

async function plain(page, root, found) {
  const seen = await root.evaluate(visible);
  if (`${seen}` !== "false,true") found.push(`without JavaScript, moving and static figure are visible: ${seen}`);
}

// One visit to the page of a figure: what a reader of this kind does there.
async function visit(browser, name, address, theme, width, options, acts) {
  const context = await reader(browser, theme, width, options);
  const [page, found] = [await context.newPage(), []];
  if (options.javaScriptEnabled !== false) listen(page, found); // else scripts may not load
  await page.goto(address, { waitUntil: "load" });
  if (options.javaScriptEnabled !== false) await complete(page);
  for (const act of acts) await act(page, page.locator(`[data-explorable="${name}"]`), found);
  await context.close();
  return found;
}

async function check(browser, base, name) {
  const address = pageOf(name);
  if (!address) return [`no page shows it`];
  const { cases } = wanted[name];
  const every = (page, root, found) => values(page, root, cases, found);
  const some = (page, root, found) => values(page, root, cases.slice(0, 4), found);
  const file = pathToFileURL(path.resolve(site, address)).href;
  const found = await Promise.all([
    visit(browser, name, `${base}/${address}`, "light", 1280, {}, [every, keyboard, liveRegion, buttons, print]),
    visit(browser, name, `${base}/${address}`, "dark", 390, { hasTouch: true, isMobile: true }, [touch]),
    visit(browser, name, file, "light", 390, {}, [some]),
    visit(browser, name, file, "dark", 1280, { javaScriptEnabled: false }, [plain]),
  ]);
  return found.flat();
}

const server = await serve(site);
const browser = await launch();
let failed = 0;
for (const name of Object.keys(wanted)) {
  const found = await check(browser, `http://127.0.0.1:${server.address().port}`, name);
  for (const line of found) console.log(`${name}: ${line}`);
  failed += found.length > 0;
}
await browser.close();
server.close();
console.log(`explorables: ${Object.keys(wanted).length - failed} passed, ${failed} failed`);
process.exit(failed || !Object.keys(wanted).length ? 1 : 0);
