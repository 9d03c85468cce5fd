import { type Chunk, chunksOf, codeOf, gramsOf } from "../../../kernel/text/words.ts";
import { stemTermIn } from "./stems.ts";

/*
 * Terms of a document. The first letter of a term is its kind: `w` a word as it is written, `e` and `r` an English and a Russian
 * stem, `q` a whole title, `k` a whole SKU, barcode or GTIN, `t`, `v` and `y` a whole tag, vendor and type to filter by.
 */

/** What of a document is in one language. The empty locale stands for what is in none. */
export interface SearchText {
  readonly locale: string;
  /** Starts with the words of the title in order, so that phrases match. */
  readonly titles: string;
  readonly body: string;
}

/** The most words of a title. */
const mostTitleWords = 64;

/** The terms of a text in a language, with at most so many of its body. */
export function textTerms(
  { locale, title, text }: { readonly locale: string; readonly title: string; readonly text: string },
  mostTerms: number,
): SearchText {
  const stem = (word: string) => stemTermIn(locale, word);
  const chunks = chunksOf(title).slice(0, mostTitleWords);
  const whole = codeOf(title);
  const derived = chunks.flatMap((chunk) => derivedTerms(chunk, stem));
  const titles = [
    ...chunks.flatMap(wordTerms),
    ...new Set([...derived, ...(whole === null ? [] : [titleTerm(whole)])]),
  ];
  const known = new Set(titles);
  const body = termsOf(text, stem).filter((term) => !known.has(term));
  return { locale, titles: row(titles), body: row([...new Set(body)].slice(0, mostTerms)) };
}

/** The terms of a text: its words and, from `stem`, what they come from. */
export function termsOf(text: string, stem: (word: string) => string | null): readonly string[] {
  return chunksOf(text).flatMap((chunk) => [...wordTerms(chunk), ...derivedTerms(chunk, stem)]);
}

function wordTerms({ parts }: Chunk): readonly string[] {
  return parts.flatMap(({ text, spaced }) =>
    spaced ? [wordTerm(text)] : gramsOf(text).singles.map(wordTerm),
  );
}

function derivedTerms({ parts, whole }: Chunk, stem: (word: string) => string | null): readonly string[] {
  return [
    ...(whole === null ? [] : [wordTerm(whole)]),
    ...parts.flatMap(({ text, spaced }) => (spaced ? (stem(text) ?? []) : gramsOf(text).pairs.map(wordTerm))),
  ];
}

export const wordTerm = (word: string): string => `w${word}`;
export const codeTerm = (code: string): string => `k${code}`;
export const titleTerm = (code: string): string => `q${code}`;

const letterByLabel = { tag: "t", vendor: "v", type: "y" } as const;
export type Label = keyof typeof letterByLabel;

/** The term for a whole label, exactly as written. In hexadecimal, because labels can have any characters. */
export function labelTerm(label: Label, text: string): string {
  const bytes = new TextEncoder().encode(text);
  return `${letterByLabel[label]}${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Terms with a space before each. */
export function row(terms: readonly string[]): string {
  return terms.map((term) => ` ${term}`).join("");
}

/** Adds a space behind the last term. */
export function closed(terms: string): string {
  return terms === "" ? "" : `${terms} `;
}
