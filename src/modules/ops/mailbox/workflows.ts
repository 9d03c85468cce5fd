import * as z from "zod";
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
  /** The language tag of the text. */
  locale: z.string(),
  replyTo: z.string().nullable(),
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

/** Reads one stored mail as HTML, as its reader would see it. */
export const readMail = defineWorkflow({
  name: "ops.readMail",
  access: "ops:read",
  scope: "any",
  input: z.object({ id: z.string() }),
  output: z.string(),
  ports: ["mailbox"],
  budget: { d1: 1, objects: 0 },
  async run({ id }, { tenantId }, { mailbox }) {
    const html = await mailbox.readHtml(tenantId, id);
    return html === null ? refused(refusal("not-found", "There is no such mail.")) : ok(html);
  },
});
