// Rooms full of people: each edits 5 times and points 10 times a second. Says what the server needs for it, how long an
// edit takes, and whether anything was lost. One line of JSON a room size.
//
//   node load.mjs [--isobar BINARY] [--seconds 15] [PEOPLE[xROOMS] …]      without sizes: 10 50 200 5x200

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Person } from "./crowd.mjs";
import { Server } from "./server.mjs";
import { until } from "./until.mjs";

const EDIT_MS = 200;
const POINT_MS = 100;
const TICKS_A_SECOND = 100;

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { isobar: { type: "string" }, seconds: { type: "string", default: "15" } },
});
const isobar = values.isobar ?? process.env.ISOBAR ?? join(root, "target/release/isobar");

/** CPU seconds and resident megabytes of a process. */
function cost(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const resident = readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND, mb: Number(resident) / 1024 };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const round = (number) => Math.round(number * 10) / 10;

/** Does something for each person again and again, spread over the period. */
function every(people, period, act) {
  const timers = [];
  people.forEach((person, i) => {
    const start = setTimeout(() => timers.push(setInterval(() => act(person), period)), (i * period) / people.length);
    timers.push(start);
  });
  return () => timers.forEach((timer) => clearInterval(timer));
}

async function run(perRoom, rooms, seconds) {
  const data = mkdtempSync(join(tmpdir(), "isobar-load-"));
  const server = await Server.start(isobar, data, spawn);
  const boards = [];
  for (let r = 0; r < rooms; r += 1) boards.push(await server.board());
  // One stock client keeps the whole document of the first board.
  const doc = new Y.Doc();
  const stock = new WebsocketProvider(`ws://${server.address}/api/v1/live`, boards[0].id, doc, {
    params: { access: boards[0].viewer },
    WebSocketPolyfill: WebSocket,
    disableBc: true,
  });
  const empty = cost(server.child.pid).mb;
  const people = [];
  for (const board of boards) {
    for (let n = 0; n < perRoom; n += 1) people.push(new Person(server.address, board, board.editor, people.length));
  }
  await Promise.all(people.map((person) => person.opened));
  const joined = cost(server.child.pid).mb;

  const stops = [every(people, EDIT_MS, (p) => p.edit()), every(people, POINT_MS, (p) => p.point())];
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const person of people) person.measuring = true;
  const total = (what) => people.reduce((sum, person) => sum + person[what], 0);
  const before = { ...cost(server.child.pid), heard: total("heard"), at: performance.now(), own: process.cpuUsage() };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = { ...cost(server.child.pid), heard: total("heard"), at: performance.now(), own: process.cpuUsage(before.own) };
  for (const person of people) person.measuring = false;
  stops.forEach((stop) => stop());

  const expected = total("edits") * (perRoom - 1);
  await until("every edit to be delivered and acknowledged", () => total("heard") >= expected && people.every((p) => p.acked === p.edits)).catch(() => {});
  const fresh = new Y.Doc();
  const late = new WebsocketProvider(`ws://${server.address}/api/v1/live`, boards[0].id, fresh, {
    params: { access: boards[0].viewer },
    WebSocketPolyfill: WebSocket,
    disableBc: true,
  });
  await until("a late one to be synced", () => late.synced);
  await until("the stock client to be equal", () => Buffer.compare(Y.encodeStateVector(doc), Y.encodeStateVector(fresh)) === 0);
  assert.deepEqual(doc.toJSON(), fresh.toJSON());
  const stamps = (d) => people.slice(0, perRoom).map((p) => d.getMap("notes").get(`n${p.number}`)?.get("stamp"));
  const own = people.slice(0, perRoom).map((p) => p.doc.getMap("notes").get(`n${p.number}`)?.get("stamp"));
  assert.deepEqual(stamps(fresh), own, "everybody's last edit is there");

  const elapsed = (after.at - before.at) / 1_000;
  const delivered = after.heard - before.heard;
  const latencies = people.flatMap((p) => p.latencies).sort((a, b) => a - b);
  const acks = people.flatMap((p) => p.ackLatencies).sort((a, b) => a - b);
  const used = after.cpu - before.cpu;
  const result = {
    people: perRoom,
    rooms,
    delivered_a_second: Math.round(delivered / elapsed),
    lost: expected - total("heard"),
    closed: people.filter((p) => p.closed).length,
    cpu_us_per_edit_delivered: round((used / delivered) * 1e6),
    server_cores: round((used / elapsed) * 100) / 100,
    load_program_cores: round(((after.own.user + after.own.system) / 1e6 / elapsed) * 100) / 100,
    delivery_ms: { p50: round(at(latencies, 0.5)), p95: round(at(latencies, 0.95)), p99: round(at(latencies, 0.99)) },
    ack_ms: { p50: round(at(acks, 0.5)), p95: round(at(acks, 0.95)) },
    memory_mb: { empty: round(empty), joined: round(joined), working: round(after.mb) },
  };
  for (const person of people) person.end();
  for (const provider of [stock, late]) provider.destroy();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
  return result;
}

let failed = false;
for (const size of positionals.length > 0 ? positionals : ["10", "50", "200", "5x200"]) {
  const [people, rooms = 1] = size.split("x").map(Number);
  const result = await run(people, rooms, Number(values.seconds));
  failed ||= result.lost !== 0 || result.closed !== 0;
  console.log(JSON.stringify(result));
}
process.exit(failed ? 1 : 0);
