// What a proposal of boundaries costs in the browser: the released analysis module in a real worker of headless Chromium.
// Usage: cargo xtask analysis && node end2end/bench/boundaries.mjs [NOTES …] [--picture FILE.svg]
// Prints for each size the worker's time from the question to the answer (median and highest of several, after one to warm
// up), what of it is reading the board, and the module's memory; the picture plots growth with size.
import { chromium } from '@playwright/test';
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bound = join(root, 'target/front/bound/analysis/analysis');
const args = process.argv.slice(2);
const picture = args.includes('--picture') ? args.splice(args.indexOf('--picture'), 2)[1] : undefined;
const sizes = args.length ? args.map(Number) : [100, 300, 1000, 3000, 10_000];
const RUNS = 7;

/** Notes of aggregates with three commands and events each, a read model, and policies that lead to a neighbour or, one time in five, anywhere. */
function storm(size) {
  let state = 42;
  const random = (n) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % n;
  const subjects = 'order invoice shipment voyage claim policy member meeting ticket account route stock'.split(' ');
  const parts = 'line item plan rate slot note fee list leg state'.split(' ');
  const acts = [['Open', 'opened'], ['Change', 'changed'], ['Close', 'closed']];
  const notes = [], links = [], firsts = [], lasts = [];
  const add = (kind, text, x, y) => {
    const id = `n${notes.length}`;
    notes.push({ id, kind, text, x, y, width: 120, height: 120 });
    return id;
  };
  for (let i = 0; notes.length < size; i++) {
    const name = `${subjects[random(12)]} ${parts[random(10)]}`;
    const [x, y] = [(i % 20) * 1400, Math.floor(i / 20) * 700];
    const aggregate = add('aggregate', name, x + 400, y);
    acts.forEach(([act, done], k) => {
      const command = add('command', `${act} ${name}`, x, y + k * 200);
      const event = add('domain-event', `${name} ${done}`, x + 800, y + k * 200);
      links.push({ from: command, to: aggregate }, { from: aggregate, to: event });
      if (k === 0) firsts.push(command);
      if (k === 2) lasts.push(event);
    });
    const list = add('read-model', `All ${name}`, x + 800, y + 600);
    links.push({ from: lasts.at(-1), to: list });
  }
  lasts.forEach((event, i) => {
    const to = firsts[random(5) === 0 ? random(firsts.length) : (i + 1) % firsts.length];
    const policy = add('policy', `Whenever that, go on ${i}`, (i % 20) * 1400 + 1100, Math.floor(i / 20) * 700);
    links.push({ from: event, to: policy }, { from: policy, to });
  });
  return JSON.stringify({ format: 'isobar/board', version: 1, title: 'Bench', notes, links });
}

// The worker's own script, with the places of its parts filled in as the builder does.
const script = readFileSync(join(root, 'app/web/analysis.js'), 'utf8').replace('GLUE', '/analysis.js').replace('MODULE', '/analysis_bg.wasm');
// Beside it, only here: the module's memory, which the worker has no message for.
const measured = script.replace('const ready = init(', 'let exports; const ready = init(') +
  '\nready.then((e) => { exports = e; });\naddEventListener("message", ({ data }) => { if (data === "memory") postMessage(`memory ${exports.memory.buffer.byteLength}`); });';
const files = {
  '/': ['text/html', '<!doctype html><title>Bench</title>'],
  '/worker.js': ['text/javascript', measured],
  '/analysis.js': ['text/javascript', readFileSync(join(bound, 'analysis.js'))],
  '/parts.js': ['text/javascript', readFileSync(join(bound, 'parts/parts.js'), 'utf8').replace('./glue.js', './analysis.js')],
  '/analysis_bg.wasm': ['application/wasm', readFileSync(join(bound, 'analysis_bg.wasm'))],
};
const server = createServer((request, answer) => {
  const [type, body] = files[request.url] ?? [];
  answer.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(body);
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.on('listening', ready));
const browser = await chromium.launch({
  executablePath: [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((p) => p && existsSync(p)),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);

const rows = [];
console.log('  notes   links   median ms   highest ms   reading ms   memory MB');
for (const size of sizes) {
  const board = storm(size);
  const found = await page.evaluate(async ([board, runs]) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    let then;
    worker.onmessage = ({ data }) => then(data);
    const say = (message) => new Promise((done) => { then = done; worker.postMessage(message); });
    const ask = async (ask) => {
      const started = performance.now();
      const { answer } = JSON.parse(await say([JSON.stringify({ id: 1, ask })]));
      if (answer.is === 'failed') throw new Error(answer.message);
      return [performance.now() - started, answer];
    };
    const times = [], reading = [];
    let contexts = [];
    for (let i = 0; i <= runs; i++) {
      const [ms, answer] = await ask({ op: 'decompose', board, options: {} });
      if (i > 0) times.push(ms);
      contexts = answer.decomposition.alternatives.map((a) => a.contexts.length);
      const [read] = await ask({ op: 'criteria', board });
      if (i > 0) reading.push(read);
    }
    const memory = Number((await say('memory')).split(' ')[1]);
    worker.terminate();
    return { times, reading, memory, contexts };
  }, [board, RUNS]);
  const sorted = (list) => [...list].sort((a, b) => a - b);
  const row = {
    notes: JSON.parse(board).notes.length, links: JSON.parse(board).links.length,
    median: sorted(found.times)[RUNS >> 1], most: sorted(found.times).at(-1), reading: sorted(found.reading)[RUNS >> 1], memory: found.memory / 1e6,
  };
  rows.push(row);
  const cell = (n, width, digits) => n.toFixed(digits).padStart(width);
  console.log(cell(row.notes, 7, 0) + cell(row.links, 8, 0) + cell(row.median, 12, 1) + cell(row.most, 13, 1) + cell(row.reading, 13, 1) + cell(row.memory, 12, 1) + `   contexts ${found.contexts}`);
}
await browser.close();
server.close();
if (picture) writeFileSync(picture, plot(rows));

/** Worker time over notes, both on logarithmic scales, beside a straight line: time in proportion to size. */
function plot(rows) {
  const [width, height, left, bottom] = [560, 300, 64, 44];
  const span = (values) => [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))];
  const [x0, x1] = span(rows.map((r) => r.notes)), [y0, y1] = span(rows.map((r) => r.median));
  const x = (n) => left + (Math.log(n / x0) / Math.log(x1 / x0)) * (width - left - 20);
  const y = (ms) => height - bottom - (Math.log(ms / y0) / Math.log(y1 / y0)) * (height - bottom - 20);
  const powers = (from, to) => Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, i) => from * 10 ** i);
  const say = (n) => n.toLocaleString('en');
  const text = (tx, ty, words, anchor) => `<text x="${tx.toFixed(1)}" y="${ty.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const grid = powers(x0, x1).map((n) => `<path d="M${x(n).toFixed(1)} 20V${height - bottom}"/>` + text(x(n), height - bottom + 18, say(n), 'middle'))
    .concat(powers(y0, y1).map((n) => `<path d="M${left} ${y(n).toFixed(1)}H${width - 20}"/>` + text(left - 8, y(n) + 4, `${say(n)} ms`, 'end')));
  const line = rows.map((r, i) => `${i ? 'L' : 'M'}${x(r.notes).toFixed(1)} ${y(r.median).toFixed(1)}`).join('');
  const last = rows.at(-1), first = rows[0];
  const ideal = `M${x(first.notes).toFixed(1)} ${y(Math.max(y0, (last.median * first.notes) / last.notes)).toFixed(1)}L${x(last.notes).toFixed(1)} ${y(last.median).toFixed(1)}`;
  const dots = rows.map((r) => `<circle cx="${x(r.notes).toFixed(1)}" cy="${y(r.median).toFixed(1)}" r="3.5"/>` + text(x(r.notes), y(r.median) - 10, r.median.toFixed(r.median < 10 ? 1 : 0), 'middle'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">
<rect width="${width}" height="${height}" fill="#fff"/>
<g stroke="#d8d8de" fill="#55555f"><g stroke-width="1" style="paint-order:fill">${grid.join('').replaceAll('<text', '<text stroke="none"')}</g></g>
<path d="${ideal}" fill="none" stroke="#9a9aa6" stroke-dasharray="4 4"/>
<path d="${line}" fill="none" stroke="#3b5bdb" stroke-width="2"/>
<g fill="#3b5bdb">${dots.join('')}</g>
${text(width - 20, height - 8, 'notes on the wall; dashed: in proportion to size', 'end').replace('<text', '<text fill="#55555f"')}
</svg>
`;
}
