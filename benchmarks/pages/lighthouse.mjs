// Scores built pages with Lighthouse, as a phone with a slow network sees them.
// Fails under 100 for accessibility, practices and search, or under 95 for performance.
// Usage: node lighthouse.mjs SITE [page.html ...]
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [site, ...named] = process.argv.slice(2);
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const every = () => fs.readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html") && !name.startsWith("_static"));
const pages = named.length ? named : every().sort();

// Compresses text, as the usual hosts do.
function serve() {
  const server = http.createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const text = !type.startsWith("font") && type !== "application/octet-stream";
    response.writeHead(200, { "content-type": type, ...(text && { "content-encoding": "gzip" }) });
    response.end(text ? zlib.gzipSync(fs.readFileSync(file)) : fs.readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const server = await serve();
const chromePath = process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), "lighthouse-"));
const chrome = await launch({ chromePath, userDataDir, chromeFlags: FLAGS.split(" ") });
let failed = 0;
for (const page of pages) {
  const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${page}`, { port: chrome.port, logLevel: "error" });
  const scores = Object.keys(LEAST).map((name) => [name, Math.round(100 * lhr.categories[name].score)]);
  const low = scores.some(([name, score]) => score < LEAST[name]);
  const { "largest-contentful-paint": paint, "total-blocking-time": blocked, "cumulative-layout-shift": shift, "total-byte-weight": weight } = lhr.audits;
  const times = `paint ${paint.displayValue}, blocked ${blocked.displayValue}, shift ${shift.displayValue}, ${Math.round(weight.numericValue / 1000)} kB`;
  console.log(`${low ? "LOW " : "    "}${page}: ${scores.map(([name, score]) => `${name} ${score}`).join(", ")}; ${times}`);
  failed += low;
}
chrome.kill();
server.close();
fs.rmSync(userDataDir, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
