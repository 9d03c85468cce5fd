import { type Chunk, chunksOf, codeOf, gramsOf } from "../../../../kernel/text/words.ts";
import type { ProductState } from "../../../products/index.ts";
import { stemTerm, stemTermIn } from "./stems.ts";

/**
 * The search terms of a product, by weight. The first letter of a term is its kind: `w` a word as it is written, `e` and
 * `r` an English and a Russian stem, `q` a whole title, `k` a whole SKU, barcode or GTIN, `t`, `v` and `y` a whole tag,
 * vendor and type to filter by.
 */
export interface SearchDocument {
  /** Starts with the words of each title in order, so that phrases match. */
  readonly titles: string;
  readonly labels: string;
  readonly body: string;
}

/** Limits per product, however long its texts are. */
const most = {
  titleWords: 64,
  labelTerms: 1_000,
  bodyCharacters: 6_000,
  bodyTermsOfText: 300,
  bodyTerms: 600,
};

/** What of a document is in one language. The empty locale stands for what is in none. */
export interface SearchText {
  readonly locale: string;
  readonly titles: string;
  readonly body: string;
}

/** The document of a product, with all of its texts. */
export function documentOf(state: ProductState): SearchDocument {
  const texts = textsOf(state);
  return {
    titles: closed(texts.map(({ titles }) => titles).join("")),
    labels: closed(row(labelTerms(state))),
    body: closed(texts.map(({ body }) => body).join("")),
  };
}

/** The parts of a document by language, in its order. */
export function textsOf(state: ProductState): readonly SearchText[] {
  const { translations, options } = state;
  const values = options.flatMap((option) => option.values.flatMap((value) => termsOf(value, stemTerm)));
  const shared = { locale: "", titles: "", body: row([...new Set(values)].slice(0, most.bodyTerms)) };
  const share = Math.min(most.bodyTermsOfText, Math.floor(most.bodyTerms / Math.max(1, translations.length)));
  return [shared, ...translations.map((translation) => textOf(translation, share))];
}

function textOf(
  { locale, title, subtitle, description }: ProductState["translations"][number],
  mostTerms: number,
): SearchText {
  const stem = (word: string) => stemTermIn(locale, word);
  const chunks = chunksOf(title).slice(0, most.titleWords);
  const whole = codeOf(title);
  const derived = chunks.flatMap((chunk) => derivedTerms(chunk, stem));
  const titles = [
    ...chunks.flatMap(wordTerms),
    ...new Set([...derived, ...(whole === null ? [] : [titleTerm(whole)])]),
  ];
  const known = new Set(titles);
  const body = termsOf(`${subtitle ?? ""} ${plain(description ?? "")}`, stem).filter(
    (term) => !known.has(term),
  );
  return { locale, titles: row(titles), body: row([...new Set(body)].slice(0, mostTerms)) };
}

function labelTerms(state: ProductState): readonly string[] {
  const { vendor, type, tags, variants } = state;
  // Labels have no locale, so the word's script selects the stemmer.
  const words = [vendor, type, ...tags].flatMap((label) => (label === null ? [] : termsOf(label, stemTerm)));
  const codes = variants
    .flatMap(({ sku, barcode, gtin }) => [sku, barcode, gtin])
    .flatMap((text) => (text === null ? [] : (codeOf(text) ?? [])));
  const filters = [
    ...(vendor === null ? [] : [labelTerm("vendor", vendor)]),
    ...(type === null ? [] : [labelTerm("type", type)]),
    ...tags.map((tag) => labelTerm("tag", tag)),
  ];
  return [...new Set([...filters, ...codes.map(codeTerm), ...[...new Set(words)].slice(0, most.labelTerms)])];
}

/** Returns the text of HTML. */
function plain(html: string): string {
  return html
    .slice(0, most.bodyCharacters)
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/&#?\w{1,10};/g, " ");
}

function termsOf(text: string, stem: (word: string) => string | null): readonly string[] {
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
function row(terms: readonly string[]): string {
  return terms.map((term) => ` ${term}`).join("");
}

/** Adds a space behind the last term. */
function closed(terms: string): string {
  return terms === "" ? "" : `${terms} `;
}
