import * as z from "zod";
import { flag, repeatableOf, shownAs } from "../../../kernel/api/query-parameters.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { canonicalEmail } from "../../../kernel/text/email.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { commentStatus, stars, subjectType } from "../comment/schema.ts";
import { commentSorts } from "../view/filters.ts";

const absent = <Value>(value: z.ZodType<Value, string>) =>
  value.optional().transform((given): Value | null => given ?? null);

const aboutAwaiting = "`true`: only what a moderator has to decide about, `false`: only the rest.";
const aboutRating = "Stars.";

/** Query parameters of the moderators' list. */
export const commentListQuery = z.strictObject({
  ...pageQuery,
  q: absent(z.string().min(1).max(200)).describe(
    "The beginnings of the author's name or e-mail address, or of words at the beginning of the text. All must match.",
  ),
  status: repeatableOf(commentStatus),
  awaiting: shownAs(() => z.boolean().optional().describe(aboutAwaiting), flag.describe(aboutAwaiting)),
  subject: repeatableOf(opaqueId).describe("Ids of products or posts."),
  subjectType: repeatableOf(subjectType).describe(
    "Only reviews of products and comments on them, or only comments on posts.",
  ),
  author: absent(
    z
      .string()
      .min(1)
      .max(320)
      .transform((text) =>
        text.includes("@") ? fold(canonicalEmail(text.trim()) ?? text) : customerId(text),
      ),
  ).describe("The id of a customer, or an e-mail address."),
  rating: shownAs(
    () => z.array(stars).max(5).optional().describe(aboutRating),
    repeatableOf(z.enum(["1", "2", "3", "4", "5"]))
      .transform((texts) => texts.map(Number))
      .describe(aboutRating),
  ),
  sort: z.enum(commentSorts).default("-createdAt"),
});

/** An id may be written in lower case. */
function customerId(text: string): string {
  return opaqueId.parse(text);
}
