// Starts the page's module. The page is rendered without streamed resources, which Leptos looks for by these names.
import init, { hydrate } from "GLUE";
Object.assign(globalThis, { __RESOLVED_RESOURCES: [], __INCOMPLETE_CHUNKS: [], __SERIALIZED_ERRORS: [] });
await init({ module_or_path: "MODULE" });
hydrate();
