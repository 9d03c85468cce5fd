import * as z from "zod";
import type { Budget } from "../../../kernel/operation/budget.ts";
import { textStream } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok } from "../../../kernel/values/result.ts";
import { openSource } from "./source.ts";

const budget: Budget = {
  d1: 0,
  objects: 6,
  reason:
    "It reads the beginning of categories, tags, pages, posts, comments and menus before the response starts.",
};

const shared = { access: "posts:export", input: z.object({}), output: textStream, budget } as const;

/** Exports all content as lines of JSON. */
export const exportContent = defineWorkflow({
  ...shared,
  name: "exports.exportContent",
  async run(_, context) {
    const source = await openSource(context);
    if (!source.ok) return source;
    const { linesOf } = await import("./lines.ts");
    return ok(linesOf(source.value, context.pause));
  },
});

/** Exports all content as WordPress does. */
export const exportWordpress = defineWorkflow({
  ...shared,
  name: "exports.exportWordpress",
  async run(_, context) {
    const [tenant, source] = [await context.tenant(), await openSource(context)];
    if (!tenant.ok) return tenant;
    if (!source.ok) return source;
    const { wxrOf } = await import("../wxr/document.ts");
    return ok(wxrOf(source.value, tenant.value, context.pause));
  },
});
