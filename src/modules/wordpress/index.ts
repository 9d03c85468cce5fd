import { defineModule } from "../../kernel/module.ts";
import { wordpressLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import { wordpressRoutes } from "./routes.ts";
import { wordpressSchemas } from "./schema.ts";
import { importWordpress } from "./workflows.ts";

/** Posts and pages from WordPress. */
export const wordpress = defineModule({
  name: "wordpress",
  requires: ["content"],
  optional: true,
  problems,
  limits: Object.values(wordpressLimits),
  operations: [importWordpress],
  schemas: [wordpressSchemas],
  routes: wordpressRoutes,
});
