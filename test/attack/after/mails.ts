import { z } from "zod";
import { allOf } from "../driver/all-of.ts";
import type { Fire, Shot } from "../driver/request.ts";
import { jsonOf } from "../driver/request.ts";
import { faultsInHtml } from "../oracles/html.ts";
import type { Town } from "../town/town.ts";

const mailbox = z.object({
  items: z.array(z.object({ id: z.string(), to: z.string(), subject: z.string() })),
  nextCursor: z.string().nullish(),
});

/** Reads every mail of the attacked tenant as HTML. */
export async function checkMails(
  fire: Fire,
  { mine }: Town,
  blame: (what: string, fault: string, shot: Shot) => void,
): Promise<number> {
  const get = (path: string, accept: string): Shot => ({
    method: "GET",
    path,
    headers: [
      ["Host", "localhost"],
      ["Authorization", `Bearer ${mine.adminKey}`],
      ["Accept", accept],
    ],
    body: null,
  });
  let mails = 0;
  for (let cursor: string | null | undefined = ""; cursor != null; ) {
    const more: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = mailbox.parse(
      jsonOf(await fire(get(`/v1/ops/mailbox?limit=100${more}`, "application/json"))),
    );
    await allOf(8, items, async ({ id, to, subject }) => {
      const shot = get(`/v1/ops/mailbox/${encodeURIComponent(id)}`, "text/html");
      const { status, text } = await fire(shot);
      if (status !== 200) blame("a mail", `${status}: ${text.slice(0, 200)}`, shot);
      for (const fault of faultsInHtml(text, "mail")) blame("a mail", fault, shot);
      if (/[\r\n]/.test(to + subject)) blame("a mail", "has a line break in a header field", shot);
    });
    mails += items.length;
    cursor = nextCursor;
  }
  return mails;
}
