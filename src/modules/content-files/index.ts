import { defineModule } from "../../kernel/module.ts";
import { exportContent, exportWordpress } from "./export/workflows.ts";
import { contentFileRoutes } from "./routes.ts";

/** Exports of all content. */
export const contentFiles = defineModule({
  name: "content-files",
  requires: ["content"],
  optional: true,
  operations: [exportContent, exportWordpress],
  routes: contentFileRoutes,
});
