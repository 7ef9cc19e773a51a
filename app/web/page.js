// Starts the page's module.
import "KEPT";
import init, { start } from "GLUE";
// As long as a page of this release is open, what it has not loaded yet is kept, see service-worker.js.
navigator.locks?.request(new URL(import.meta.url).pathname, { mode: "shared" }, () => new Promise(() => {}));
await init({ module_or_path: "MODULE" });
start();
