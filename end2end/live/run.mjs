// Stock Yjs clients (yjs, y-websocket, ws) on a board beside our own client. Ends with `N passed, N failed`.
//
// ISOBAR names the binary to test; without it target/release/isobar, built when missing.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");

function must(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed`);
}

if (!existsSync(join(here, "node_modules/yjs"))) {
  must("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], here);
}
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const isobar = process.env.ISOBAR ?? join(target, "release/isobar");
if (!existsSync(isobar)) must("cargo", ["build", "--release", "-p", "server"], root);
// The whole workspace, so that the features, and what is built already, are those of `cargo test --workspace`.
must("cargo", ["build", "-q", "--workspace", "--example", "peer"], root);
const peer = join(target, "debug/examples/peer");

const { Server } = await import("./server.mjs");
const { OwnClient } = await import("./own_client.mjs");
const { cases } = await import("./cases.mjs");
const { hostile } = await import("./hostile.mjs");
const { odd } = await import("./odd.mjs");

// Only those whose names have these words, where some are given.
const wanted = process.argv.slice(2).join(" ");
let passed = 0;
let failed = 0;
for (const [name, run] of Object.entries({ ...cases, ...odd, ...hostile })) {
  if (!name.includes(wanted)) continue;
  const data = mkdtempSync(join(tmpdir(), "isobar-live-"));
  const ends = [];
  const world = {
    server: await Server.start(isobar, data, spawn),
    own: (url) => {
      const client = new OwnClient(peer, url, spawn);
      ends.push(() => client.end());
      return client;
    },
    later: (end) => ends.push(end),
  };
  try {
    await run(world, assert);
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`failed  ${name}\n${error.stack}`);
  } finally {
    for (const end of ends.reverse()) await end();
    await world.server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
