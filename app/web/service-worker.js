// Opens the page without a network: keeps one release of it, whole, and nothing else. Pages hold nothing of anybody's board,
// and what is kept is fetched by fixed addresses, so no token of a link comes into a cache; /api is never touched.
//
// Releases never mix: assets are named by their content, a page names its assets, and a release is kept only if the server
// gave all of it. While there is a network pages come from there, so a new release is taken with the next load.
const RELEASE = "THE-RELEASE";
const ASSETS = THE_ASSETS;
const HOME = "/";
const BOARD = "/b/offline";

const NAME = "isobar ";
const CACHE = NAME + RELEASE;
// Where it is said which release came last: that one alone removes others. It may be an older one, which is served again.
const LAST = "isobar";
const NEWEST = "/newest";
// A network that has not given a page by then is taken to be none.
const PATIENCE = 4000;

addEventListener("install", (event) => {
  // What open pages of an earlier release need stays, see `tidy`.
  skipWaiting();
  event.waitUntil(keep());
});
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), tidy()])));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
  else if (mode === "navigate" && pathname === HOME) event.respondWith(page(event, HOME));
  else if (mode === "navigate" && /^\/b\/[^/]+\/?$/.test(pathname)) event.respondWith(page(event, BOARD));
});

async function keep() {
  const before = await inTurn(async () => {
    const before = await newest();
    await come(RELEASE);
    return before;
  });
  const cache = await caches.open(CACHE);
  try {
    await Promise.all([HOME, BOARD].map((address) => shell(cache, address)));
    await cache.addAll(ASSETS);
  } catch (error) {
    await caches.delete(CACHE);
    await inTurn(async () => (await newest()) === RELEASE && come(before));
    throw error;
  }
}

// Who writes down that it has come, and who removes what came before, do not do it at once.
const inTurn = (act) => navigator.locks.request("isobar releases", act);
const newest = async () => (await caches.match(NEWEST, { cacheName: LAST }))?.text();
const come = async (release) => (await caches.open(LAST)).put(NEWEST, new Response(release));

async function shell(cache, address) {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(`${address} is not served`);
  const named = (await answer.clone().text()).match(/\/assets\/[\w./-]+/g) ?? [];
  if (!named.length || !named.every((name) => ASSETS.includes(name))) throw new Error("another release is served");
  await cache.put(address, answer);
}

async function asset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

async function page(event, address) {
  event.waitUntil(tidy());
  const network = fetch(event.request).catch(() => undefined);
  const answer = await Promise.race([network, new Promise((late) => setTimeout(late, PATIENCE))]);
  // A proxy before a server that is away says so by one of these: 502 to 504, 52x, 530.
  if (answer && answer.status < 500) return answer;
  const kept = await caches.match(address, { cacheName: CACHE, ignoreVary: true });
  return kept ?? (await network) ?? Response.error();
}

// Removes other releases, but for those of which a page is open: it holds a lock named after the script that started it.
// Never one that came later: a worker runs on while the next one is being kept.
const tidy = () =>
  inTurn(async () => {
    if ((await newest()) !== RELEASE) return;
    const { held } = await navigator.locks.query();
    const started = held.map((lock) => lock.name).filter((script) => script.startsWith("/assets/"));
    const has = async (cacheName, script) => Boolean(await caches.match(script, { cacheName }));
    for (const name of (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE)) {
      // A page whose script has stayed the same finds all it needs in this release.
      const needed = await Promise.all(started.map(async (script) => (await has(name, script)) && !(await has(CACHE, script))));
      if (!needed.some(Boolean)) await caches.delete(name);
    }
  });
