// The analysis worker: request texts in, answer texts out, one at a time. To cancel, end the worker.
import init, { handle } from "GLUE";
const ready = init({ module_or_path: "MODULE" });
addEventListener("message", async ({ data }) => {
  await ready;
  postMessage(handle(data));
});
