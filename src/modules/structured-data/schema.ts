import * as z from "zod";

/** Things of schema.org, each to be put into a script of the type `application/ld+json` as it is. */
export const structuredData = z
  .array(z.record(z.string(), z.unknown()))
  .describe(
    "JSON-LD for search engines, in reads of one. No text in it has a `<`, so its JSON may stand in a script element as it is. Missing if the module `seo` is off.",
  );
export type StructuredData = z.infer<typeof structuredData>;
