import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { listed } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { listSchema } from "../../../kernel/read/page.ts";
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

export const mailboxRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/ops/mailbox",
    summary:
      "Mails that were kept instead of being sent, newest first. Only where the platform runs on one machine",
    access: "ops:read",
    replies: {
      200: { description: "The newest 200 mails of the last seven days", schema: listSchema(mail) },
    },
    async handle({ services }) {
      const mails = await services.mailbox();
      if (mails === null) return refused(refusal("not-found", "Mails are not kept here."));
      return listed(ok({ items: mails, next: null }));
    },
  }),
];
