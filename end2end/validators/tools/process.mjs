// Runs a program and keeps what it said.
import { spawn } from "node:child_process";

/** @returns {Promise<{ok: boolean, output: string}>} ok: it ended with 0 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, args, { ...options, env: { ...process.env, CI: "1", NO_COLOR: "1", ...options.env } });
    const keep = (chunk) => (output += chunk);
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ ok: false, output: String(error) }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}
