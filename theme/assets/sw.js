/* Keeps what a reader has seen, and what he may need in a fright, for when there is no network. The build writes SITE
   before this: where the site lives, and which pages every device keeps.

   A page comes from the network where that answers in time, and else from what was kept, marked with when that was.
   What was looked for is never kept: no address with a query, and no piece of the search index. */

const PAGES = `pufa ${SITE.base} pages`;
const FILES = `pufa ${SITE.base} files`;
const ASSETS = `${SITE.base}assets/`;
const CARDS = `${SITE.base}cards/`;
const KEPT = "x-pufa-kept";
const MOST = 60;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all(SITE.keep.map(fetched)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      // the page that brought this worker was loaded before it
      const open = (await self.clients.matchAll({ type: "window" })).map(({ url }) => new URL(url));
      const missing = open.filter(ours).filter(({ pathname, search }) => !search && !SITE.keep.includes(pathname));
      await Promise.all(missing.map(({ pathname }) => fetched(pathname)));
    })().catch(() => {}),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !ours(url)) return;
  if (event.request.mode === "navigate" || SITE.keep.includes(url.pathname)) event.respondWith(page(event, url));
  else if ([ASSETS, CARDS].some((folder) => url.pathname.startsWith(folder))) event.respondWith(file(event, url.pathname));
});

function ours(url) {
  return url.origin === self.location.origin && url.pathname.startsWith(SITE.base);
}

async function page(event, url) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(url.pathname);
  const fresh = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (!url.search) event.waitUntil(noted(url.pathname, response.clone()));
    return response;
  });
  event.waitUntil(fresh.catch(() => {}));
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  try {
    const response = await (kept ? Promise.race([fresh, late]) : fresh);
    if (!kept || response.status < 500) return response;
  } catch {
    // no network, or none worth waiting for
  }
  if (!kept) return pages.match(SITE.offline[url.pathname.startsWith(SITE.english) ? "en" : "zh"]);
  const text = (await kept.text()).replace("<html ", `<html data-kept="${kept.headers.get(KEPT)}" `);
  return new Response(text, { headers: kept.headers });
}

async function file(event, path) {
  const files = await caches.open(FILES);
  const kept = await files.match(path);
  if (kept && path.startsWith(ASSETS)) return kept; // its name holds the hash of its bytes
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(files.put(path, response.clone()));
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function fetched(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await noted(path, response);
}

/** Keep a page with the files that it needs, or forget it where the site no longer has it. */
async function noted(path, response) {
  const pages = await caches.open(PAGES);
  if (response.status === 404 || response.status === 410) return void (await pages.delete(path));
  const type = response.headers.get("Content-Type") ?? "";
  if (!response.ok || (!type.startsWith("text/html") && !SITE.keep.includes(path))) return;
  const headers = new Headers({ "Content-Type": type, [KEPT]: String(Date.now()) });
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers.set("Content-Security-Policy", policy);
  const text = await response.text();
  await pages.delete(path); // so that it stands last, as the newest
  if (/ data-leave[ >]/.test(text) && !SITE.keep.includes(path)) return; // a page to leave at once leaves no trace here
  await pages.put(path, new Response(text, { headers }));
  const files = await caches.open(FILES);
  const needed = named(text).filter((name) => name.startsWith(ASSETS));
  await Promise.all(needed.map(async (name) => (await files.match(name)) ?? files.add(name)));
  await forget(pages, files);
}

/** The files of this site that a page names. */
function named(text) {
  const found = [...text.matchAll(/ (?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  return found.filter((name) => name.startsWith(ASSETS) || name.startsWith(CARDS));
}

/** Of more than MOST pages a third goes, the oldest, and with them every file that no other page names. */
async function forget(pages, files) {
  const visited = (await pages.keys()).filter(({ url }) => !SITE.keep.includes(new URL(url).pathname));
  if (visited.length <= MOST) return;
  await Promise.all(visited.slice(0, visited.length - (MOST * 2) / 3).map((request) => pages.delete(request)));
  const texts = await Promise.all((await pages.matchAll()).map((kept) => kept.text()));
  const used = new Set(texts.flatMap(named));
  const unused = (await files.keys()).filter(({ url }) => !used.has(new URL(url).pathname));
  await Promise.all(unused.map((request) => files.delete(request)));
}
