import * as z from "zod";
import { anyOf } from "../../kernel/access/permission.ts";
import type { Budget } from "../../kernel/operation/budget.ts";
import { defineWorkflow } from "../../kernel/operation/workflow.ts";
import { runImport } from "./run/run.ts";
import { wordpressReport } from "./schema.ts";

const budget: Budget = {
  d1: 0,
  objects: 500,
  reason: "A file is sent to the object in parts, between which the object serves other requests.",
};

/** Imports posts and pages from an export of WordPress. Each needs the permission to create one of its kind. */
export const importWordpress = defineWorkflow({
  name: "wordpress.import",
  access: anyOf("posts:create", "pages:create"),
  input: z.object({
    file: z.custom<ReadableStream<Uint8Array>>((file) => file instanceof ReadableStream),
    charset: z.string().nullable(),
  }),
  output: wordpressReport,
  once: true,
  budget,
  run: (request, context) => runImport(context, request),
});
