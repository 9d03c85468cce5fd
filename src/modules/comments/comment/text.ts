import * as z from "zod";
import { commentLimits } from "../limits.ts";

/**
 * Characters that no text needs and that change how it or the text around it looks: control characters besides tabs and line
 * breaks, embeddings and overrides of the writing direction, and byte order marks.
 */
const unwanted = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The text of a comment: plain, as it was written, without characters that disturb the text around it. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(unwanted, "").trim();
}

export const bodyInput = z
  .string()
  .max(commentLimits.body.value)
  .transform((text, context) => {
    const clean = cleanText(text);
    if (clean !== "") return clean;
    context.addIssue({ code: "custom", message: "must not be empty" });
    return z.NEVER;
  })
  .meta({
    description:
      "Plain text. HTML in it is shown as it is written. Control characters and overrides of the writing direction are taken out.",
  });

export const nameInput = z
  .string()
  .max(commentLimits.authorName.value)
  .transform((text, context) => {
    const clean = cleanText(text).replace(/\s+/g, " ");
    if (clean !== "") return clean;
    context.addIssue({ code: "custom", message: "must not be empty" });
    return z.NEVER;
  })
  .meta({ description: "What readers see." });

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Plain text as HTML: paragraphs and line breaks, everything else escaped. */
export function htmlOf(text: string): string {
  if (text === "") return "";
  const escaped = text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`)
    .join("");
}

/** Shorter texts are the same by chance. */
const shortestRepeat = 20;
const longestKey = 100;

/**
 * What texts that say the same have in common: letters and digits without case, and how many there are. Null for a text that is too
 * short to be a repeat.
 */
export function textKeyOf(body: string): string | null {
  const letters = body
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
  return letters.length < shortestRepeat
    ? null
    : `${letters.length}:${letters.slice(0, longestKey).toWellFormed()}`;
}
