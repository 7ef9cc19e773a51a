// Who judges what. A judge gets all files of its kind at once (most are slow to start) and says yes or no.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./process.mjs";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const root = resolve(here, "../..");
export const work = join(root, "target/validators");
const venv = join(work, "venv");
const bin = (name) => join(here, "node_modules/.bin", name);
const python = join(venv, "bin/python");
const script = (name) => join(here, "tools", name);

/** Judges in the order of their verdicts. `kind`: which files; `judge(files, scratch)` → {ok, output}. */
export const JUDGES = [
  {
    name: "redocly lint (OpenAPI)",
    kind: "openapi",
    judge: (files) => run(bin("redocly"), ["lint", "--extends=recommended", "--format=stylish", ...files]),
  },
  {
    name: "spectral oas + owasp",
    kind: "openapi",
    judge: (files) => run(bin("spectral"), ["lint", "--fail-severity=warn", "--quiet", "-r", join(here, "openapi.spectral.yaml"), ...files]),
  },
  {
    name: "openapi-spec-validator",
    kind: "openapi",
    judge: (files) => run(python, ["-m", "openapi_spec_validator", "--validation-errors", "all", ...files]),
  },
  { name: "openapi-generator, tsc --strict", kind: "openapi", judge: client },
  { name: "prism answers the examples", kind: "openapi", judge: (files) => run(process.execPath, [script("prism.mjs"), ...files]) },
  { name: "buf lint STANDARD + COMMENTS", kind: "proto", judge: buf },
  { name: "protoc of grpcio-tools", kind: "proto", judge: protoc },
  { name: "@asyncapi/parser", kind: "asyncapi", judge: (files) => run(process.execPath, [script("asyncapi.mjs"), ...files]) },
  {
    name: "redocly lint (AsyncAPI)",
    kind: "asyncapi",
    judge: (files) => run(bin("redocly"), ["lint", "--extends=recommended", "--format=stylish", ...files]),
  },
  {
    name: "spectral asyncapi",
    kind: "asyncapi",
    judge: (files) => run(bin("spectral"), ["lint", "--fail-severity=warn", "--quiet", "-r", join(here, "asyncapi.spectral.yaml"), ...files]),
  },
  { name: "mermaid.parse", kind: "mermaid", judge: (files) => run(process.execPath, [script("mermaid.mjs"), ...files]) },
  { name: "xmllint", kind: "svg", judge: (files) => run("xmllint", ["--noout", "--nonet", ...files]) },
  { name: "PNG decoder", kind: "png", judge: (files) => run(process.execPath, [script("png.mjs"), ...files]) },
  { name: "qpdf --check", kind: "pdf", judge: (files) => each(files, (file) => run("qpdf", ["--check", file])) },
  { name: "poppler reads its pages and fonts", kind: "pdf", judge: (files) => each(files, poppler) },
];

/** The files a judge of a kind looks at; for proto the folders that hold a buf.yaml. */
export async function filesOf(kind, board) {
  const folder = join(board, kind);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const ends = { openapi: ".yaml", asyncapi: ".yaml", proto: "buf.yaml", mermaid: ".mmd", svg: ".svg", png: ".png", pdf: ".pdf" }[kind];
  const found = names.filter((n) => n.endsWith(ends)).sort();
  return kind === "proto" ? found.map((n) => dirname(join(folder, n))) : found.map((n) => join(folder, n));
}

/** All files, by a program that takes one. */
async function each(files, judge) {
  const verdicts = [];
  for (const file of files) verdicts.push(await judge(file));
  return { ok: verdicts.every((v) => v.ok), output: verdicts.filter((v) => !v.ok).map((v) => v.output).join("\n") };
}

/** At least one page, and every font in the file. Poppler repairs silently: what it says on stderr counts. */
async function poppler(file) {
  const info = await run("pdfinfo", [file]);
  const fonts = await run("pdffonts", [file]);
  const complaints = /error|warning/i.test(info.output + fonts.output);
  const outside = fonts.output.split("\n").slice(2).filter((row) => row.trim() && !/ yes (yes|no) (yes|no) +\d+ +\d+$/.test(row));
  const ok = info.ok && fonts.ok && !complaints && /^Pages: +[1-9]/m.test(info.output) && outside.length === 0;
  return { ok, output: `${file}\n${info.output}${fonts.output}` };
}

/** Generates a TypeScript client of every document and compiles all of them. */
async function client(files, scratch) {
  const configs = [];
  for (const [i, file] of files.entries()) {
    const config = join(scratch, `client-${i}.json`);
    const output = join(scratch, `client-${i}`);
    await writeFile(config, JSON.stringify({ generatorName: "typescript-fetch", inputSpec: resolve(file), outputDir: output }));
    configs.push(config);
  }
  const [site] = (await readdir(join(venv, "lib"))).map((n) => join(venv, "lib", n, "site-packages"));
  const jar = join(site, "openapi_generator_cli/openapi-generator.jar");
  const generated = await run("java", ["-jar", jar, "batch", "--clean", "--fail-fast", "--threads", "2", "--timeout", "8", ...configs]);
  if (!generated.ok) return generated;
  const paths = files.map((_, i) => `client-${i}/**/*.ts`);
  return compile(scratch, paths);
}

async function compile(scratch, include) {
  const config = join(scratch, "tsconfig.json");
  await writeFile(config, JSON.stringify({ extends: join(here, "client.tsconfig.json"), include }));
  return run(bin("tsc"), ["--project", config]);
}

async function buf(folders) {
  const verdicts = await Promise.all(folders.map((f) => run(bin("buf"), ["lint"], { cwd: f })));
  return { ok: verdicts.every((v) => v.ok), output: verdicts.map((v) => v.output).join("") };
}

async function protoc(folders, scratch) {
  const verdicts = [];
  for (const [i, folder] of folders.entries()) {
    const out = join(scratch, `python-${i}`);
    await mkdir(out, { recursive: true });
    const names = (await readdir(folder, { recursive: true })).filter((n) => n.endsWith(".proto")).sort();
    const args = ["-m", "grpc_tools.protoc", "-I.", `--python_out=${out}`, `--grpc_python_out=${out}`, ...names];
    const generated = await run(python, args, { cwd: folder });
    const compiled = generated.ok ? await run(python, ["-m", "compileall", "-q", out]) : generated;
    verdicts.push(compiled);
  }
  return { ok: verdicts.every((v) => v.ok), output: verdicts.map((v) => v.output).join("") };
}

/** A compiler that lets everything pass would prove nothing: it must refuse `broken/client`. */
export async function compilerRefuses(scratch) {
  const verdict = await compile(scratch, [join(here, "broken/client/*.ts")]);
  return { ok: !verdict.ok, output: verdict.output };
}

export async function freshFolder(name) {
  const folder = join(work, basename(name));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

export const BROKEN = join(here, "broken");
