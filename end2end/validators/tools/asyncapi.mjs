// @asyncapi/parser over many files: any error or warning is a refusal.
import { readFile } from "node:fs/promises";
import { Parser } from "@asyncapi/parser";

const parser = new Parser();
let refused = 0;
for (const file of process.argv.slice(2)) {
  const { document, diagnostics } = await parser.parse(await readFile(file, "utf8"), { source: file });
  const grave = diagnostics.filter((d) => d.severity <= 1);
  if (!document || grave.length > 0) {
    refused += 1;
    for (const d of grave) console.log(`${file}: ${d.path.join(".")}: ${d.code}: ${d.message}`);
  }
}
process.exit(refused > 0 ? 1 : 0);
