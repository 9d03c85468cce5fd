import * as z from "zod";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok } from "../../../kernel/values/result.ts";
import { originOf } from "../../tenants/index.ts";
import { robotsText } from "./text.ts";

/** What crawlers are told about the storefront. */
export const readRobots = defineWorkflow({
  name: "seo.readRobots",
  access: "public",
  input: z.object({}),
  output: z.string(),
  budget: { d1: 0, objects: 0 },
  async run(_, { tenant, session }) {
    const found = await tenant();
    if (!found.ok) return found;
    const origin = originOf(found.value, session.origin);
    return ok(robotsText(found.value.robots ?? null, `${origin}/v1/store/sitemap.xml`));
  },
});
