// mermaid.parse over many files, in a DOM of jsdom.
import { readFile } from "node:fs/promises";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

/** What mermaid draws at most (its `maxTextSize`). */
const MAX_TEXT = 50_000;
let refused = 0;
for (const file of process.argv.slice(2)) {
  const text = await readFile(file, "utf8");
  try {
    if (text.length > MAX_TEXT) throw new Error(`${text.length} characters: mermaid draws no more than ${MAX_TEXT}`);
    await mermaid.parse(text);
  } catch (error) {
    refused += 1;
    console.log(`${file}: ${error.message}`);
  }
}
process.exit(refused > 0 ? 1 : 0);
