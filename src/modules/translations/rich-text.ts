import { z } from "zod";
import { cleanHtml, TooComplex } from "./clean-html.ts";
import { richTextLimits } from "./limits.ts";

const longest = richTextLimits.description.value;

/**
 * A description, as HTML. All input goes through this schema, so stored descriptions are safe to insert into a page.
 * An empty or blank description becomes null.
 */
export const richText = z
  .string()
  .max(longest)
  .transform((html, context) => {
    try {
      return cleanHtml(html);
    } catch (error) {
      if (!(error instanceof TooComplex)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { code: error.code } });
      return z.NEVER;
    }
  })
  .nullable()
  .transform((text) => (text === "" ? null : text));
