// Help works without a connection, in the language that was read last, and so do the lessons that were opened. What is
// kept of Help is the same for everybody, so that it tells of nobody what they looked for.
const KEPT = "kept";
const MOST = 80;
const OWN = ["/static/site.css", "/static/site.js", "/static/icon.svg"];
const HELP = "/p/help";

async function keep(cache, path, language) {
  const answer = await fetch(`${path}?offline=${language}`, { credentials: "omit" });
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

async function keepHelp(language) {
  const cache = await caches.open(KEPT);
  const before = await cache.match("/language");
  if (before && (await before.text()) === language) return;
  await cache.addAll(OWN);
  await keep(cache, "/offline", language);
  const front = await (await keep(cache, HELP, language)).text();
  const paths = new Set(Array.from(front.matchAll(/href="(\/p\/help[^"?]*)"/g), (found) => found[1]));
  paths.delete(HELP);
  await Promise.all([...paths].map((path) => keep(cache, path, language)));
  await cache.put("/language", new Response(language));
}

async function keepLesson(request, answer) {
  const cache = await caches.open(KEPT);
  await cache.put(new URL(request.url).pathname, answer);
  const lessons = (await cache.keys()).filter((one) => /\/p\/lesson\/|\/file\//.test(one.url));
  for (const old of lessons.slice(0, -MOST)) await cache.delete(old);
}

async function answered(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("X-Offline") === "keep") event.waitUntil(keepLesson(request, answer.clone()));
    return answer;
  } catch (error) {
    const cache = await caches.open(KEPT);
    const kept = await cache.match(new URL(request.url).pathname);
    if (kept) return kept;
    const instead = request.mode === "navigate" && (await cache.match("/offline"));
    if (instead) return instead;
    throw error;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keepHelp(event.data)));
self.addEventListener("fetch", (event) => event.respondWith(answered(event)));
