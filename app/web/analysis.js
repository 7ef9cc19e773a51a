// The analysis worker: a request text and the text of its board in, an answer text out, one at a time. To cancel, end the worker.
import init, { handle } from "GLUE";
const ready = init({ module_or_path: "MODULE" });
addEventListener("message", async ({ data }) => {
  if (!Array.isArray(data)) return;
  try {
    await ready;
    const [request, board] = data;
    const { id, ask } = JSON.parse(request);
    postMessage(await handle(JSON.stringify({ id, ask: board === undefined ? ask : { ...ask, board } })));
  } catch (error) {
    // Only what is thrown outside a promise reaches the page as an error of the worker.
    setTimeout(() => { throw error; });
  }
});
