// Prism as a mock: every operation is called as its examples say, and must answer with its own success, both well formed.
import { readFile } from "node:fs/promises";
import prism from "@stoplight/prism-http";
import clients from "@stoplight/prism-http/dist/client.js";
import { parse } from "yaml";

const quiet = { info() {}, debug() {}, trace() {}, warn() {}, error() {}, success() {}, child: () => quiet };
const config = { logger: quiet, mock: { dynamic: false }, isProxy: false, checkSecurity: true, validateRequest: true, validateResponse: true, errors: false };
const METHODS = ["get", "post", "put", "patch", "delete"];

/** The request that an operation's examples make. */
function request(document, path, method, operation) {
  const found = (parameter) => (parameter.$ref ? document.components.parameters[parameter.$ref.split("/").pop()] : parameter);
  const parameters = (operation.parameters ?? []).map(found).filter((p) => p.required || p.in === "path");
  const url = parameters.filter((p) => p.in === "path").reduce((u, p) => u.replace(`{${p.name}}`, encodeURIComponent(p.example)), path);
  const query = Object.fromEntries(parameters.filter((p) => p.in === "query").map((p) => [p.name, Array.isArray(p.example) ? p.example.map(String) : String(p.example)]));
  const headers = Object.fromEntries(parameters.filter((p) => p.in === "header").map((p) => [p.name.toLowerCase(), p.example]));
  headers.authorization = "Bearer token";
  const [media, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (media) headers["content-type"] = media;
  return { url, input: { method, url: { path: url, query }, headers, body: content?.example } };
}

let refused = 0;
for (const file of process.argv.slice(2)) {
  const document = parse(await readFile(file, "utf8"));
  const client = clients.createClientFromOperations(await prism.getHttpOperationsFromSpec(file), config);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS.filter((m) => item[m])) {
      const operation = item[method];
      // a body that shows no example cannot be sent
      if (operation.requestBody && !Object.values(operation.requestBody.content)[0].example) continue;
      const wanted = Object.keys(operation.responses ?? {}).find((s) => s.startsWith("2"));
      try {
        const { url, input } = request(document, path, method, operation);
        const search = new URLSearchParams(Object.entries(input.url.query).flatMap(([k, v]) => [v].flat().map((x) => [k, x])));
        const answer = await client.request(`${url}${search.size ? `?${search}` : ""}`, input);
        const wrong = [...answer.violations.input, ...answer.violations.output].filter((v) => v.severity === 0 || v.severity === "Error");
        if (String(answer.status) !== wanted || wrong.length > 0) throw new Error(`${answer.status} instead of ${wanted}; ${JSON.stringify(wrong)} ${JSON.stringify(answer.data).slice(0, 300)}`);
      } catch (error) {
        refused += 1;
        console.log(`${file}: ${method} ${path}: ${error.message}`);
      }
    }
  }
}
process.exit(refused > 0 ? 1 : 0);
