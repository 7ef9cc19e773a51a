// Starts the page's module.
import init, { start } from "GLUE";
await init({ module_or_path: "MODULE" });
start();
