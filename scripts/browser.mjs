// A built site and a browser to look at it with: what the checks of the site share.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2" };
const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

// Serves the folder on this machine only; server.address().port is free before.
export async function serve(site) {
  const server = http.createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function launch() {
  const executablePath = process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args: FLAGS.split(" ") });
}

// A reader's browser: its theme, its width, and whatever else `options` says.
export async function reader(browser, theme, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(120_000); // a busy machine is no fault of the page
  await context.addInitScript((mode) => ["mode", "theme"].forEach((key) => localStorage.setItem(key, mode)), theme);
  return context;
}

// Waits until a page is complete: its fonts, and the sections that come one by one.
export async function complete(page) {
  await page.waitForFunction(() => !document.documentElement.classList.contains("sections-later"));
  await page.evaluate(() => Promise.all([document.fonts.ready, new Promise(requestAnimationFrame)]));
}

// Collects what must not happen on a page: foreign requests, missing files, errors.
export function listen(page, found) {
  page.on("request", (r) => /^(http:\/\/127\.0\.0\.1|file:|data:|blob:)/.test(r.url()) || found.push(`request: ${r.url()}`));
  page.on("response", (r) => r.status() < 400 || found.push(`${r.status()}: ${r.url()}`));
  page.on("requestfailed", (r) => found.push(`request failed: ${r.url()}`));
  page.on("pageerror", (e) => found.push(`script: ${e.message}`));
  page.on("console", (m) => m.type() === "error" && found.push(`console: ${m.text()}`));
}
