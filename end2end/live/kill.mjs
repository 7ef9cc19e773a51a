// Kills the server (SIGKILL) at random moments while 20 people write, and asks after the restart whether everything is there
// that was acknowledged. Ends with one line of counts; exit code 1 where anything was lost.
//
//   node kill.mjs [--isobar BINARY] [--rounds 100] [--seed N]

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Person } from "./crowd.mjs";
import { Server } from "./server.mjs";

const PEOPLE = 20;
/** Messages of one person under way. */
const WINDOW = 8;
const LONGEST_MS = 600;

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { values } = parseArgs({
  options: { isobar: { type: "string" }, rounds: { type: "string", default: "100" }, seed: { type: "string" } },
});
const isobar = values.isobar ?? process.env.ISOBAR ?? join(root, "target/release/isobar");
const seed = Number(values.seed ?? Date.now() % 1_000_000);

/** Mulberry32: the same moments for the same seed. */
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const next = random(seed);
const data = mkdtempSync(join(tmpdir(), "isobar-kill-"));
const counts = { rounds: 0, seed, sent: 0, acknowledged: 0, stored: 0, lost: 0, unreadable: 0 };

let server = await Server.start(isobar, data, spawn);
for (let round = 0; round < Number(values.rounds); round += 1) {
  const board = await server.board();
  const people = Array.from({ length: PEOPLE }, (_, n) => new Person(server.address, board, board.editor, n));
  await Promise.all(people.map((person) => person.opened));
  let killed = false;
  const writing = people.map(async (person) => {
    // Some leave before: rooms empty and snapshots are made at the same time.
    const stays = next() < 0.9 ? Infinity : next() * LONGEST_MS;
    const start = performance.now();
    while (!killed && !person.closed) {
      while (person.edits < person.acked + WINDOW) person.place();
      await sleep(1);
      if (performance.now() - start > stays) person.end();
    }
  });
  await sleep(next() * LONGEST_MS);
  const again = server.again("SIGKILL");
  killed = true;
  await Promise.all(writing);
  server = await again;
  const { status, body } = await server.call("GET", `/api/v1/boards/${board.id}`, board.viewer);
  if (status !== 200) counts.unreadable += 1;
  const stored = new Set((body.notes ?? []).map((note) => note.id));
  for (const person of people) {
    counts.sent += person.edits;
    counts.acknowledged += person.acked;
    for (let n = 0; n < person.acked; n += 1) counts.lost += Number(!stored.has(person.id(n)));
    person.end();
  }
  counts.stored += stored.size;
  counts.rounds += 1;
}
await server.stop();
rmSync(data, { recursive: true, force: true });
console.log(JSON.stringify(counts));
process.exit(counts.lost === 0 && counts.unreadable === 0 ? 0 : 1);
