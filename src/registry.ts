import { createRegistry } from "./kernel/registry.ts";
import { modules } from "./modules.ts";

/** Everything the modules contribute, collected once per isolate. */
export const registry = createRegistry(modules);
