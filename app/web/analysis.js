// The analysis worker: request texts in, answer texts out, one at a time. To cancel, end the worker.
import init, { handle } from "GLUE";
const ready = init({ module_or_path: "MODULE" });
addEventListener("message", async ({ data }) => {
  try {
    await ready;
    postMessage(handle(data));
  } catch (error) {
    // Only what is thrown outside a promise reaches the page as an error of the worker.
    setTimeout(() => { throw error; });
  }
});
