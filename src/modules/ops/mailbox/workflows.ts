import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { pageOutput, uncountedPageRequest } from "../../../kernel/read/page.ts";
import { ok, refused } from "../../../kernel/values/result.ts";

/** A mail that was stored instead of being sent. */
export const mail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime(),
  /** How often it was sent with the same key. */
  times: z.int().positive(),
});

/** Lists mail that was stored instead of sent, when the platform runs on one machine. */
export const readMailbox = defineWorkflow({
  name: "ops.readMailbox",
  access: "ops:read",
  scope: "any",
  input: uncountedPageRequest,
  output: pageOutput(mail),
  ports: ["mailbox"],
  budget: { d1: 1, objects: 0 },
  async run(page, { tenantId }, { mailbox }) {
    const mails = await mailbox.read(tenantId, page);
    return mails === null ? refused(refusal("not-found", "Mail is not stored on this platform.")) : ok(mails);
  },
});
