// What the benches of the page share: a server on a folder of its own, a browser whose cost is read from /proc, a board.
// Linux only.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const binary = process.env.ISOBAR ?? join(root, 'target/release/isobar');

/** A server; `url` is where it is. */
export async function serve() {
  const data = mkdtempSync(join(tmpdir(), 'isobar-bench-'));
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((ready) => child.stdout.on('data', (chunk) => {
    const found = String(chunk).match(/http:\/\/[\d.:]+/);
    if (found) ready(found[0]);
  }));
  return { url, stop: () => child.kill('SIGKILL') };
}

/** A browser with a profile of its own, and a page in it. */
export async function browse() {
  const profile = mkdtempSync(join(tmpdir(), 'isobar-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((p) => p && existsSync(p)),
    headless: true,
    viewport: { width: 1920, height: 1080 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable');
  await page.addInitScript(() => {
    // The tools' own way to find memories (Runtime.queryObjects) crashes Chromium on a module in parts, so they are noted as they come.
    window.__memories = new Set();
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await original.apply(WebAssembly, given);
        for (const value of Object.values((made.instance ?? made).exports)) if (value instanceof WebAssembly.Memory) window.__memories.add(value);
        return made;
      };
    }
    window.__frames = 0;
    const count = () => { window.__frames++; requestAnimationFrame(count); };
    requestAnimationFrame(count);
  });

  /** CPU time of all processes of this browser, milliseconds (utime + stime of proc(5), 10 ms a tick). */
  const cpu = () => {
    let ticks = 0;
    for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)) continue;
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
        ticks += Number(fields[11]) + Number(fields[12]);
      } catch { /* gone meanwhile */ }
    }
    return ticks * 10;
  };

  /** Milliseconds that tasks have taken on the page's main thread. */
  const mainThread = async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return metrics.find((m) => m.name === 'TaskDuration').value * 1000;
  };

  /** Megabytes that the page holds after a collection: JavaScript's heap and the memories of WebAssembly. */
  const memory = async () => {
    await tools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await tools.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(() => [...window.__memories].reduce((bytes, m) => bytes + m.buffer.byteLength, 0));
    const mb = (bytes) => (bytes / 2 ** 20).toFixed(1);
    return `${mb(usedSize)} MB JavaScript, ${mb(wasm)} MB WebAssembly`;
  };

  /** Does `steps` and says what a frame cost meanwhile. */
  const cost = async (name, steps) => {
    const [frames, before, tasks] = [await page.evaluate(() => window.__frames), cpu(), await mainThread()];
    await steps();
    await page.waitForTimeout(300);
    const drawn = (await page.evaluate(() => window.__frames)) - frames;
    const each = (ms) => (ms / drawn).toFixed(1).padStart(6);
    console.log(`${name.padEnd(26)} ${each(cpu() - before)} ms CPU a frame, of it the main thread ${each((await mainThread()) - tasks)} (${drawn} frames)`);
  };

  /** Waits until the browser does nothing any more, as after the first check of a board; says how long that was, seconds. */
  const rest = async () => {
    const started = performance.now();
    for (let before = cpu(); performance.now() - started < 120_000; before = cpu()) {
      await page.waitForTimeout(2000);
      if (cpu() - before < 200) break;
    }
    return ((performance.now() - started) / 1000).toFixed(0);
  };

  return { context, page, tools, memory, cost, rest };
}

const WORDS = 'order placed payment received invoice sent stock reserved parcel shipped customer registered cart emptied refund issued by warehouse after review'.split(' ');

/** The board of the design sketch: notes of 120 x 120 on a grid of 140, arrows between neighbours. */
export function board(n) {
  const kinds = ['domain-event', 'command', 'policy', 'aggregate'];
  const cols = columns(n);
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

/** Notes side by side on a board of `n`. */
export function columns(n) {
  return Math.ceil(Math.sqrt((n * 16) / 9));
}
