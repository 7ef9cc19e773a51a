// What a drawn frame costs: CPU milliseconds of the whole browser per frame, for the gestures of a storm on a large wall.
// Usage: node end2end/bench/wall.mjs [NOTES] [ADDRESS] [--cpu-profile FILE]     Linux only: CPU time is read from /proc.
// ADDRESS: another page that offers the same `__bench`, to compare with on the same machine at the same time.
// FILE: what the page did while it loaded the board, for the Performance panel of Chromium's tools.
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { board, browse, serve } from './browser.mjs';

const words = process.argv.slice(2);
const option = words.indexOf('--cpu-profile');
const [, profileFile] = option < 0 ? [] : words.splice(option, 2);
const notes = Number(words[0] ?? 5000);
const other = words[1];
const server = await serve();
const { context, page, tools, memory, cost } = await browse();

const started = performance.now();
await page.goto(other ?? `${server.url}/bench`);
await page.waitForFunction(() => window.__bench, null, { timeout: 60_000 });
const alive = performance.now();
if (profileFile) {
  await tools.send('Profiler.enable');
  await tools.send('Profiler.start');
}
// Handing the board to the page is the tools' own work: the page's begins when it has it.
const given = other ? 0 : await page.evaluate((b) => {
  window.__benchReady = undefined;
  const now = performance.now();
  window.__bench.load(b);
  return now;
}, board(notes));
await page.waitForFunction(() => window.__benchReady, null, { timeout: 120_000 });
const drawn = performance.now();
if (profileFile) writeFileSync(profileFile, JSON.stringify((await tools.send('Profiler.stop')).profile));
console.log(`${notes} notes, ${JSON.stringify(await page.evaluate(() => window.__bench.counts()))}, load average ${loadavg()[0].toFixed(1)}`);
const own = await page.evaluate((given) => window.__benchReady - given, given);
console.log(`page to alive ${Math.round(alive - started)} ms, board to drawn ${Math.round(drawn - alive)} ms (in the page ${Math.round(own)}), together ${Math.round(drawn - started)} ms`);
console.log(`memory: ${await memory()}`);

/** Does `steps` for each of 120 frames and says what a frame cost. */
async function measure(name, prepare, steps) {
  await page.evaluate(prepare);
  await page.waitForTimeout(1500);
  await cost(name, steps);
}
const middle = { x: 960, y: 540 };
const pan = async () => { await page.mouse.move(middle.x, middle.y); for (let i = 0; i < 120; i++) await page.mouse.wheel(i % 60 < 30 ? 12 : -12, i % 40 < 20 ? 8 : -8); };
const zoom = async () => {
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 120; i++) await page.mouse.wheel(0, i % 40 < 20 ? -10 : 10);
  await page.keyboard.up('Control');
};
const drag = (which) => async () => {
  const r = await page.evaluate(which);
  const x = r.x + r.w / 2, y = r.y + r.h / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 0; i < 120; i++) await page.mouse.move(x + 60 * Math.sin(i / 10), y + 40 * Math.cos(i / 10));
  await page.mouse.up();
};
const mid = () => window.__bench.noteRect(window.__bench.mid());
const fit = () => { window.__bench.clear(); window.__bench.fit(); };
const full = () => { window.__bench.clear(); window.__bench.zoom100(); };
await measure('idle', fit, () => page.waitForTimeout(2000));
await measure('pan, all in view', fit, pan);
await measure('pan at 100 %', full, pan);
await measure('zoom', fit, zoom);
await measure('drag 1 at 100 %', full, drag(mid));
await measure('drag 1, all in view', fit, drag(mid));

// From a move of the pointer to the frame in which the canvas of what is in hand is painted anew: it is cleared first, by its
// pen or by a new size. Counted are the frames that begin from the event on; 1: the very next one has it.
// A note that no drag before has put on another one, and no tip of a link over it.
await page.mouse.move(960, 5);
await page.evaluate(full);
await page.waitForTimeout(1500);
const held = await page.evaluate(() => window.__bench.noteRect(window.__bench.mid() + 2));
const [x, y] = [held.x + held.w / 2, held.y + held.h / 2];
await page.mouse.move(x, y);
await page.mouse.down();
await page.mouse.move(x + 20, y);
await page.waitForTimeout(500);
await page.evaluate(() => {
  // On a page that is compared with, any canvas.
  const hand = [...document.querySelectorAll('.wall canvas')].at(-1);
  const waiting = [];
  window.__waits = [];
  window.__waiting = waiting;
  let frame = 0;
  // Asked for again at the head of each frame, so it counts before anything else of that frame is run.
  const count = () => { frame++; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const painted = (canvas) => {
    if (hand && canvas !== hand) return;
    for (const event of waiting.splice(0)) window.__waits.push({ frames: frame - event.frame, ms: performance.now() - event.at });
  };
  const { clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {
    painted(this.canvas);
    return clearRect.apply(this, given);
  };
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width');
  Object.defineProperty(HTMLCanvasElement.prototype, 'width', {
    ...width,
    set(value) {
      painted(this);
      width.set.call(this, value);
    },
  });
  addEventListener('pointermove', (event) => waiting.push({ frame, at: event.timeStamp }), true);
});
for (let i = 0; i < 200; i++) {
  await page.mouse.move(x + 20 + 40 * Math.sin(i / 5), y + 30 * Math.cos(i / 7));
  await page.waitForTimeout(25 + (i % 5) * 3);
}
await page.waitForTimeout(500);
await page.mouse.up();
const { waits, missed } = await page.evaluate(() => ({ waits: window.__waits, missed: window.__waiting.length }));
const share = (of, part) => of.toSorted((a, b) => a - b)[Math.floor(of.length * part)];
const frames = waits.map((w) => w.frames), ms = waits.map((w) => w.ms);
if (waits.length === 0) console.log('pointer to painted frame: nothing went along with the pointer, not measured');
else console.log(`pointer to painted frame, ${waits.length} moves at 100 %${missed > 1 ? ` (${missed} more were never painted)` : ''}, load average ${loadavg()[0].toFixed(1)}: ${share(frames, 0.5)} frame (p95 ${share(frames, 0.95)}), ${share(ms, 0.5).toFixed(1)} ms from the event to its painting (p95 ${share(ms, 0.95).toFixed(1)})`);
await measure('drag 200', () => { const b = window.__bench; b.fit(); const m = b.mid(); b.select(Array.from({ length: 200 }, (_, i) => m - 100 + i)); }, drag(mid));

await context.close();
server.stop();
