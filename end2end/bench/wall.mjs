// What a drawn frame costs: CPU milliseconds of the whole browser per frame, for the gestures of a storm on a large wall.
// Usage: node end2end/bench/wall.mjs [NOTES] [ADDRESS] [--cpu-profile FILE]     Linux only: CPU time is read from /proc.
// ADDRESS: another page that offers the same `__bench`, to compare with on the same machine at the same time.
// FILE: what the page did while it loaded the board, for the Performance panel of Chromium's tools.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const words = process.argv.slice(2);
const option = words.indexOf('--cpu-profile');
const [, profileFile] = option < 0 ? [] : words.splice(option, 2);
const notes = Number(words[0] ?? 5000);
const other = words[1];
const data = mkdtempSync(join(tmpdir(), 'isobar-bench-'));
const profile = mkdtempSync(join(tmpdir(), 'isobar-chromium-'));
const binary = process.env.ISOBAR ?? join(root, 'target/release/isobar');
const server = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] });
const url = await new Promise((ready) => server.stdout.on('data', (chunk) => {
  const found = String(chunk).match(/http:\/\/[\d.:]+/);
  if (found) ready(found[0]);
}));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((p) => p && existsSync(p)),
  headless: true,
  viewport: { width: 1920, height: 1080 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** CPU time of all processes of this browser, milliseconds (utime + stime of proc(5), 10 ms a tick). */
function cpu() {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch { /* gone meanwhile */ }
  }
  return ticks * 10;
}

// The board of the design sketch: notes of 120 x 120 on a grid of 140, arrows between neighbours.
const WORDS = 'order placed payment received invoice sent stock reserved parcel shipped customer registered cart emptied refund issued by warehouse after review'.split(' ');
function board(n) {
  const kinds = ['domain-event', 'command', 'policy', 'aggregate'];
  const cols = Math.ceil(Math.sqrt((n * 16) / 9));
  const list = [], links = [];
  for (let i = 0; i < n; i++) {
    const text = Array.from({ length: 3 + (i % 3) }, (_, k) => WORDS[(i * 5 + k * 7) % WORDS.length]).join(' ');
    list.push({ id: `n${i}`, kind: kinds[(i * 7 + (i >> 3)) % 4], text, x: (i % cols) * 140, y: Math.floor(i / cols) * 140, width: 120, height: 120 });
  }
  for (let k = 0; k < n / 2; k++) {
    const a = 2 * k, dc = (a % cols) + 2 < cols ? 2 : -2;
    let b = a + cols + dc;
    if (b >= n) b = a - cols + dc;
    links.push({ from: `n${a}`, to: `n${Math.max(0, b)}` });
  }
  return { format: 'isobar/board', version: 1, title: 'Bench', notes: list, links: links.filter((l) => l.from !== l.to) };
}

const page = await browser.newPage();
const tools = await page.context().newCDPSession(page);

/** Megabytes that the page holds after a collection: JavaScript's heap and the memories of WebAssembly. */
async function memory() {
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => [...window.__memories].reduce((bytes, m) => bytes + m.buffer.byteLength, 0));
  const mb = (bytes) => (bytes / 2 ** 20).toFixed(1);
  return `${mb(usedSize)} MB JavaScript, ${mb(wasm)} MB WebAssembly`;
}
// The tools' own way to find memories (Runtime.queryObjects) crashes Chromium on a module in parts, so they are noted as they come.
await page.addInitScript(() => {
  window.__memories = new Set();
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      for (const value of Object.values((made.instance ?? made).exports)) if (value instanceof WebAssembly.Memory) window.__memories.add(value);
      return made;
    };
  }
});

const started = performance.now();
await page.goto(other ?? `${url}/bench`);
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
await page.evaluate(() => { window.__frames = 0; const f = () => { window.__frames++; requestAnimationFrame(f); }; f(); });

/** Does `step` for each of `count` frames and says what a frame cost. */
async function measure(name, prepare, steps, finish = async () => {}) {
  await page.evaluate(prepare);
  await page.waitForTimeout(1500);
  const frames = await page.evaluate(() => window.__frames), before = cpu();
  await steps();
  await page.waitForTimeout(300);
  const drawn = (await page.evaluate(() => window.__frames)) - frames;
  console.log(`${name.padEnd(26)} ${((cpu() - before) / drawn).toFixed(1).padStart(7)} ms CPU a frame (${drawn} frames)`);
  await finish();
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
await measure('drag 200', () => { const b = window.__bench; b.fit(); const m = b.mid(); b.select(Array.from({ length: 200 }, (_, i) => m - 100 + i)); }, drag(mid));
await browser.close();
server.kill('SIGKILL');
