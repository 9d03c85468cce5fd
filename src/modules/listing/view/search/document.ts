import { codeOf } from "../../../../kernel/text/words.ts";
import type { ProductState } from "../../../products/index.ts";
import {
  closed,
  codeTerm,
  labelTerm,
  row,
  type SearchText,
  stemTerm,
  termsOf,
  textTerms,
} from "../../../term-search/index.ts";

/** The search terms of a product, by weight. */
export interface SearchDocument {
  /** Starts with the words of each title in order, so that phrases match. */
  readonly titles: string;
  readonly labels: string;
  readonly body: string;
}

/** Limits per product, however long its texts are. */
const most = {
  labelTerms: 1_000,
  bodyCharacters: 6_000,
  bodyTermsOfText: 300,
  bodyTerms: 600,
};

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
  return textTerms({ locale, title, text: `${subtitle ?? ""} ${plain(description ?? "")}` }, mostTerms);
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
