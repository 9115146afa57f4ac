// Audits the built site as a stranger's phone meets it: `make audit`, or node audit/audit.mjs [SITE].
// The site is served with gzip and with the headers that its own headers.txt asks for. Every page goes through
// html-validate, five pages through Lighthouse (mobile), and what a first visit weighs is measured.
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import rules from "./htmlvalidate.mjs";

const SITE = process.argv[2] ?? "site";
const PAGES = {
  home: "/",
  guide: "/fraud-guides/fake-authority/",
  rumor: "/rumors/youyang-child-snatching/",
  browse: "/browse/",
  search: "/search/",
};
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const RUNS = 3; // performance is the best of them: a machine that does other things only makes it worse
const BUDGETS = [
  // page, kilobytes (1000 bytes, bodies as sent), what is not counted
  ["/fraud-guides/fake-authority/", 150, /^\/cards\//],
  ["/emergency/", 40, null],
];
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".json": "application/json", ".png": "image/png", ".jpg": "image/jpeg", ".xml": "application/xml", ".txt": "text/plain",
};
const SQUEEZED = new Set([".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"]);

const failures = [];
const must = (right, what) => { if (!right) failures.push(what); return right ? "ok " : "BAD"; };

function serve(site) {
  const asked = [];
  const policy = /Content-Security-Policy "([^"]+)"/.exec(readFileSync(join(site, "headers.txt"), "utf8"))[1];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = join(site, path);
    if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = existsSync(file);
    const kind = extname(found ? file : ".html");
    let body = readFileSync(found ? file : join(site, "404.html"));
    const headers = {
      "Content-Type": TYPES[kind] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": /^\/assets\/.+\.[0-9a-f]+\.(css|js|svg)$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (SQUEEZED.has(kind)) { body = gzipSync(body, { level: 9 }); headers["Content-Encoding"] = "gzip"; }
    asked.push([path, body.length]);
    response.writeHead(found ? 200 : 404, { ...headers, "Content-Length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready({ server, asked, address: `http://127.0.0.1:${server.address().port}` })));
}

async function validate(site) {
  const judge = new HtmlValidate(new StaticConfigLoader(rules));
  const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
  const counted = new Map();
  for (const name of pages) {
    const report = await judge.validateString(readFileSync(join(site, name), "utf8"), name);
    for (const { messages } of report.results) for (const m of messages.filter((m) => m.severity === 2)) {
      const said = counted.get(m.ruleId) ?? { times: 0, example: `${name}:${m.line}:${m.column} ${m.message}` };
      said.times += 1;
      counted.set(m.ruleId, said);
    }
  }
  console.log(`${must(counted.size === 0, "html-validate")} html-validate: ${pages.length} pages`);
  for (const [rule, { times, example }] of counted) console.log(`      ${rule} × ${times}, first ${example}`);
}

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-background-networking"];

async function browse(flags, work) {
  const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: flags, logLevel: "error" });
  try { return await work(chrome.port); } finally { chrome.kill(); }
}

async function score(address) {
  for (const [name, path] of Object.entries(PAGES)) {
    const best = {}, blamed = new Set(), measured = [];
    let weight = 0;
    for (let run = 0; run < RUNS; run++) await browse(FLAGS, async (port) => {
      const { lhr } = await lighthouse(address + path, { port, output: "json", logLevel: "error", onlyCategories: Object.keys(LEAST) });
      for (const [category, { score }] of Object.entries(lhr.categories)) best[category] = Math.max(best[category] ?? 0, Math.round(score * 100));
      measured.push(["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map((id) => lhr.audits[id].displayValue).join(" "));
      weight = lhr.audits["total-byte-weight"].numericValue;
      for (const audit of Object.values(lhr.audits)) if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "notApplicable")
        blamed.add(`${audit.id}${audit.displayValue ? ` (${audit.displayValue})` : ""}`);
    });
    for (const [category, least] of Object.entries(LEAST))
      console.log(`${must(best[category] >= least, `${name}: ${category}`)} ${name}: ${category} ${best[category]}`);
    console.log(`      LCP, TBT, CLS: ${measured.join("; ")}; ${Math.round(weight / 1000)} kB${blamed.size ? `; below 0.9 in some run: ${[...blamed].join(", ")}` : ""}`);
  }
}

async function weigh({ asked, address }) {
  for (const [path, most, aside] of BUDGETS) {
    asked.length = 0;
    const own = await browse(FLAGS, async (port) => {
      const { lhr } = await lighthouse(address + path, { port, output: "json", logLevel: "error", onlyAudits: ["network-requests"] });
      return new Set(lhr.audits["network-requests"].details.items.map((item) => decodeURIComponent(new URL(item.url).pathname)));
    });
    const sum = (sent) => sent.reduce((all, [, size]) => all + size, 0) / 1000;
    const page = asked.filter(([name]) => own.has(name) && !aside?.test(name));
    const later = asked.filter(([name]) => !own.has(name));
    console.log(`${must(sum(page) <= most, `${path}: weight`)} ${path}: ${page.length} requests, ${sum(page).toFixed(1)} kB of ${most}; then, in the background, ${later.length} for the service worker: ${sum(later).toFixed(1)} kB`);
    for (const [name, size] of page) console.log(`      ${(size / 1000).toFixed(1).padStart(6)} ${name}`);
  }
}

const only = process.argv[3];
const host = await serve(SITE);
if (!only || only === "html") await validate(SITE);
if (!only || only === "weight") await weigh(host);
if (!only || only === "lighthouse") await score(host.address);
host.server.close();
if (failures.length) { console.error(`not as it should be: ${failures.join("; ")}`); process.exit(1); }
