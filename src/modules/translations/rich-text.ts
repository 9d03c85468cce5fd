import * as z from "zod";
import { cleanHtml, TooComplex } from "./clean-html.ts";
import { richTextLimits } from "./limits.ts";

/** A description that is not sanitized yet. `translationList` does it. */
export const htmlInput = z.string().max(richTextLimits.description.value).nullable();

/**
 * A description, as HTML. All input goes through this schema or a `translationList`, so stored descriptions are safe to
 * insert into a page. An empty or blank description becomes null.
 */
export const richText = htmlInput.transform((html, context) => cleanOrIssue(html, [], context));

/** A sanitized description, or an issue at `path` if it is too complex. */
export function cleanOrIssue(
  html: string | null,
  path: (string | number)[],
  context: z.RefinementCtx,
): string | null {
  try {
    const text = html === null ? "" : cleanHtml(html);
    return text === "" ? null : text;
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    context.addIssue({ code: "custom", message: error.message, path, params: { code: error.code } });
    return z.NEVER;
  }
}
