import * as z from "zod";

/** Something about a part of the file. It was imported, unless the item failed. */
const wordpressFinding = z.object({
  line: z.int().describe("The line of the file on which the item begins."),
  item: z.string().describe("What it is called in the file."),
  code: z.string(),
  detail: z.string(),
});
export type WordpressFinding = z.infer<typeof wordpressFinding>;

/** A file of the blog's media library. It stays where it is. */
const wordpressAttachment = z.object({
  line: z.int(),
  title: z.string(),
  url: z.string(),
  alt: z.string().describe("The text for those who don't see an image."),
  caption: z.string(),
});
export type WordpressAttachment = z.infer<typeof wordpressAttachment>;

/** What an import did: posts and pages by outcome, what was found, and how much of each kind the file has. */
export const wordpressReport = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  comments: z
    .object({ created: z.int(), unchanged: z.int(), skipped: z.int() })
    .describe("Comments by outcome. Those that are skipped are named in `errors`."),
  menus: z
    .object({ created: z.int(), unchanged: z.int(), skipped: z.int() })
    .describe(
      "Menus by outcome. One that is here stays as it is. Those that are skipped are named in `errors`.",
    ),
  attachments: z
    .array(wordpressAttachment)
    .describe("The files that the blog has, in 256 KiB of this list at most. They are not fetched."),
  errors: z.array(wordpressFinding),
  counts: z.record(z.string(), z.int()).describe("What the file has, by kind."),
});
export type WordpressReport = z.infer<typeof wordpressReport>;

/** The names of these shapes in the API. */
export const wordpressSchemas = {
  WordpressReport: wordpressReport,
  WordpressFinding: wordpressFinding,
  WordpressAttachment: wordpressAttachment,
};
