import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pageOutput } from "../../../kernel/read/page.ts";
import { ok, refused } from "../../../kernel/values/result.ts";

const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime(),
  /** How often it was sent under the same key. */
  times: z.int().positive(),
});

/** The tenant's stored mail, newest first. */
export const readMailbox = defineWorkflow({
  name: "ops.readMailbox",
  access: "ops:read",
  input: z.object({}),
  output: pageOutput(mail),
  ports: ["mailbox"],
  async run(_, { tenantId }, { mailbox }) {
    const items = await mailbox.read(tenantId);
    if (items === null) return refused(refusal("not-found", "Mail is not stored here."));
    return ok({ items, next: null });
  },
});
