// A live board as people open it and share it: how long until it answers, what it holds, what others at work cost.
// Usage: node end2end/bench/live.mjs [NOTES] [PEOPLE]      Linux only. Needs the packages of end2end and of end2end/live.
import { loadavg } from 'node:os';
import { Mover } from '../live/mover.mjs';
import { board, browse, columns, serve } from './browser.mjs';

const notes = Number(process.argv[2] ?? 5000);
const crowd = Number(process.argv[3] ?? 10);
/** As often as our own client says where it is. */
const POINT_MS = 50;
const DROP_MS = 1000;

const server = await serve();
const made = await (await fetch(`${server.url}/api/v1/boards`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(board(notes)),
})).json();
const { context, page, memory, cost, rest } = await browse();
console.log(`${notes} notes, load average ${loadavg()[0].toFixed(1)}`);

// The home page: words before code.
await page.goto(server.url);
await page.getByRole('button', { name: 'New board' }).and(page.locator(':enabled')).waitFor();
const home = await page.evaluate(() => ({
  painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  code: Math.max(...performance.getEntriesByType('resource').filter((r) => r.name.includes('.wasm')).map((r) => r.responseEnd)),
}));
console.log(`home: words painted after ${home.painted.toFixed(0)} ms, its code there after ${home.code.toFixed(0)} ms`);

// The board: until a key is answered. What the wall says to a screen reader is written at a moment that is noted.
await page.addInitScript(() => {
  new MutationObserver(() => {
    if (window.__answered || !document.querySelector('.board > [aria-live]')?.textContent) return;
    window.__answered = performance.now();
  }).observe(document, { childList: true, characterData: true, subtree: true });
  const press = () => {
    if (window.__answered) return;
    document.querySelector('.wall')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', code: 'ArrowRight', altKey: true, bubbles: true }));
    setTimeout(press, 16);
  };
  press();
});
for (const visit of ['first visit of a board', 'second visit', 'third visit']) {
  await page.goto(visit.startsWith('first') ? made.links.facilitator : `${server.url}/b/${made.id}`);
  await page.waitForFunction(() => window.__answered, null, { timeout: 60_000 });
  const answered = await page.evaluate(() => window.__answered);
  await page.locator('.saved.good').waitFor();
  console.log(`${visit}: answers a key ${Math.round(answered)} ms after it was asked for`);
}
console.log(`at rest after ${await rest()} s`);
console.log(`memory: ${await memory()}`);

// Others at work, in view.
const cols = columns(notes);
const middle = { x: (cols * 140) / 2, y: (Math.ceil(notes / cols) * 140) / 2 };
const people = Array.from({ length: crowd }, (_, i) => new Mover(new URL(server.url).host, made, new URL(made.links.editor).searchParams.get('access'), i, middle));
await Promise.all(people.map((p) => p.opened));
for (const person of people) person.put();
await page.locator('.wall').focus();
for (const [view, keys] of [['at 100 %', ['Shift+1', 'Shift+0']], ['all in view', ['Shift+1']]]) {
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(3000);
  const timers = people.flatMap((p, i) => [
    setInterval(() => p.point(), POINT_MS),
    setInterval(() => p.put(), DROP_MS + i * 7),
  ]);
  await page.waitForTimeout(2000);
  await cost(`${crowd} people, ${view}`, () => page.waitForTimeout(8000));
  timers.forEach(clearInterval);
  await page.waitForTimeout(2500);
  await cost(`nobody, ${view}`, () => page.waitForTimeout(3000));
}
people.forEach((p) => p.end());
await context.close();
server.stop();
