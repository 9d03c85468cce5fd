import { z } from "zod";
import { eventually } from "../e2e/eventually.ts";
import type { MintedTenant } from "../http/minting.ts";
import type { Send } from "../http/sender.ts";

const mailbox = z.object({
  items: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() })),
});

/** The mails to an address with a subject, newest first, once there are as many as expected. */
export function mailsTo(
  send: Send,
  { slug, adminKey }: MintedTenant,
  email: string,
  { subject = /./, expected = 1 }: { readonly subject?: RegExp; readonly expected?: number } = {},
) {
  return eventually(
    20_000,
    async () => {
      const sent = { key: adminKey, headers: { "X-Tenant": slug } };
      const answer = await send("get", "/v1/ops/mailbox?limit=100", sent);
      const { items } = mailbox.parse(answer.body);
      return items.filter((mail) => mail.to === email && subject.test(mail.subject));
    },
    (mails) => mails.length >= expected,
  );
}

/** The single-use token in a mail. */
export function tokenIn(text: string | undefined): string {
  return /tok_[\w.-]+/.exec(text ?? "")?.[0] ?? "";
}
