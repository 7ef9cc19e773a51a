// Judges export trees: node end2end/validators/run.mjs DIR…
//
// DIR is what `isobar export BOARD --format all -o DIR` wrote, or a folder of such folders. Every judge first has to
// refuse a broken file (end2end/validators/broken), then sees all good ones at once. Ends with `N passed, N failed`;
// the exit code is 1 when something failed.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { BROKEN, JUDGES, compilerRefuses, filesOf, freshFolder } from "./tools/judges.mjs";

const args = process.argv.slice(2);
if (args.length === 0) {
  console.error("usage: node end2end/validators/run.mjs DIR…");
  process.exit(2);
}
const boards = [];
for (const dir of args) {
  const isTree = (d) => JUDGES.some((j) => existsSync(join(d, j.kind)));
  const inside = (await readdir(dir, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => join(dir, e.name));
  boards.push(...(isTree(dir) ? [dir] : inside.filter(isTree)));
}
if (boards.length === 0) {
  console.error(`no export trees in ${args.join(" ")}`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
function say(ok, what, output) {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? "ok    " : "FAILED"} ${what}`);
  if (!ok) console.log(output.split("\n").slice(0, 80).join("\n"));
}

const tasks = [];
for (const [i, judge] of JUDGES.entries()) {
  tasks.push(async () => {
    const broken = await filesOf(judge.kind, BROKEN);
    const verdict = await judge.judge(broken, await freshFolder(`broken-${i}`));
    say(broken.length > 0 && !verdict.ok, `${judge.name}: refuses what is broken`, `accepted ${broken.join(" ")}\n${verdict.output}`);
  });
  tasks.push(async () => {
    const files = (await Promise.all(boards.map((b) => filesOf(judge.kind, b)))).flat();
    const verdict = files.length > 0 ? await judge.judge(files, await freshFolder(`good-${i}`)) : { ok: false, output: "no files" };
    say(verdict.ok, `${judge.name}: ${files.length} ${judge.kind}`, verdict.output);
  });
}
tasks.push(async () => {
  const verdict = await compilerRefuses(await freshFolder("broken-client"));
  say(verdict.ok, "tsc --strict: refuses what is broken", verdict.output);
});

// two at a time: the tools are slow to start and the machine is small
const worker = async () => {
  for (let task = tasks.shift(); task; task = tasks.shift()) await task();
};
console.log(`${boards.length} boards: ${boards.map((b) => relative(process.cwd(), b)).join(", ")}`);
await Promise.all([worker(), worker()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
