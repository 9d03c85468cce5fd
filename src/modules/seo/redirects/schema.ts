import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { seoIds } from "../ids.ts";
import { redirectLimits } from "../limits.ts";
import { canonicalPath, canonicalTarget } from "./paths.ts";

const most = redirectLimits.path.value;
const short = (text: string) => text.length <= most;
const tooLong = `has more than ${most} characters once it is encoded`;

/** A path in input. */
export const pathText = z
  .string()
  .max(most)
  .refine((text) => canonicalPath(text) !== null, "must be a path such as /old, without query")
  .transform((text) => canonicalPath(text) ?? text)
  .refine(short, tooLong)
  .describe("Case matters. Spellings of the same characters, and a slash at the end, do not.");

const targetText = z
  .string()
  .max(most)
  .refine(
    (text) => canonicalTarget(text) !== null,
    "must be a path such as /new, or a URL with http or https",
  )
  .transform((text) => canonicalTarget(text) ?? text)
  .refine(short, tooLong)
  .describe("A path of the storefront, perhaps with query and fragment, or a URL elsewhere.");

export const redirectStatus = z
  .union([z.literal(301), z.literal(308)])
  .describe("Both are for good. With 308, a request keeps its method.");

export const redirectInput = z.strictObject({
  from: pathText,
  to: targetText,
  status: redirectStatus.optional(),
});
export type RedirectInput = z.infer<typeof redirectInput>;

export const redirectPatch = redirectInput.partial().strict();
export type RedirectPatch = z.infer<typeof redirectPatch>;

const redirect = z.object({
  id: idText(seoIds.redirect),
  from: z.string(),
  to: z.string(),
  status: redirectStatus,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
/** A path of the storefront that leads elsewhere for good. */
export type Redirect = z.infer<typeof redirect>;

export const redirectState = defineState("redirect", redirect);

/** The wire shape. */
export const adminRedirect = redirect.extend({ version: z.int() });
export type AdminRedirect = z.infer<typeof adminRedirect>;

/** What a storefront is told of a path. */
export const storeRedirect = z.object({ to: z.string(), status: redirectStatus });

/** What an import of a file did. */
export const redirectReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ line: z.int(), column: z.string(), code: z.string(), detail: z.string() })),
});
export type RedirectReport = z.infer<typeof redirectReport>;

/** The names of these shapes in the API. */
export const redirectSchemas = {
  // Responses that redirect have the plain name.
  UrlRedirect: adminRedirect,
  UrlRedirectInput: redirectInput,
  UrlRedirectPatch: redirectPatch,
  UrlRedirectStatus: redirectStatus,
  StoreRedirect: storeRedirect,
  RedirectReport: redirectReport,
};
