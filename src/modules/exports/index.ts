import { defineModule } from "../../kernel/module.ts";
import { exportContent, exportWordpress } from "./export/workflows.ts";
import { exportRoutes } from "./routes.ts";

/** Exports of all content. */
export const contentExports = defineModule({
  name: "exports",
  requires: ["content"],
  optional: true,
  operations: [exportContent, exportWordpress],
  routes: exportRoutes,
});
