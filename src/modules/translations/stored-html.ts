import { customType } from "drizzle-orm/sqlite-core";
import { cleanHtml, TooComplex } from "./clean-html.ts";

/**
 * A column with a description. What was stored before descriptions were sanitized is sanitized when it is read, so that
 * answers, events and rebuilds never have anything else.
 */
export const richTextColumn = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  fromDriver: storedHtml,
});

/** A stored description as it may be shown. What is too complex to sanitize is shown as plain text. */
export function storedHtml(html: string): string {
  // Text without a tag can't run anything.
  if (!html.includes("<") || known.has(html)) return html;
  const clean = cleaned(html);
  if (known.size >= mostKnown) known.clear();
  known.add(clean);
  return clean;
}

/** Descriptions that need no second look. Most are read many times. */
const known = new Set<string>();
const mostKnown = 100;

function cleaned(html: string): string {
  try {
    return cleanHtml(html);
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    return html.replaceAll("<", "&lt;");
  }
}
