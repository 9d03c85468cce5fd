import { z } from "zod";
import { codeTerm, titleTerm, wordTerm } from "./document.ts";
import { stemTerm } from "./stems.ts";
import { chunksOf, codeOf, gramsOf, type Part } from "./words.ts";

/** A parsed search text. A product must match every chunk. */
export interface Question {
  readonly chunks: readonly AskedChunk[];
  /** The whole text as a code (such as a SKU) and as a title. */
  readonly whole: { readonly code: string; readonly title: string } | null;
}

/** Matches by all of its words, by the words joined into one, or as a code. */
export interface AskedChunk {
  readonly words: readonly AskedWord[];
  readonly whole: AskedWord | null;
  readonly code: string | null;
}

/** Matches as written, by its stem or, for the last word, as a prefix. All are terms. */
export interface AskedWord {
  readonly exact: string;
  readonly stem: string | null;
  readonly begins: boolean;
}

/** Further words are ignored. */
const mostWords = 12;

/** A search text. Null means no search. */
export const searchText = z.string().max(200).nullable().default(null);

/** A search text as a query parameter. */
export const searchParameter = z
  .string()
  .max(200)
  .optional()
  .transform((text) => text ?? null);

/** Parses a search text. Returns null if it is blank. */
export function questionIn(text: string | null): Question | null {
  return text === null || text.trim() === "" ? null : questionOf(text);
}

/** Parses a search text. Without any letter or digit, it matches nothing. */
export function questionOf(q: string): Question {
  const chunks = chunksOf(q).slice(0, mostWords);
  const asked: AskedChunk[] = [];
  let room = mostWords;
  for (const [index, { parts, whole }] of chunks.entries()) {
    const last = index === chunks.length - 1;
    const words = parts.flatMap((part, at) => wordsOf(part, last && at === parts.length - 1)).slice(0, room);
    room -= words.length;
    if (words.length === 0) break;
    const inOne = parts.map(({ text }) => text).join("");
    asked.push({
      words,
      whole: whole === null ? null : { exact: wordTerm(whole), stem: stemTerm(whole), begins: last },
      code: codeTerm(inOne),
    });
  }
  const code = codeOf(q);
  return { chunks: asked, whole: code === null ? null : { code: codeTerm(code), title: titleTerm(code) } };
}

function wordsOf({ text, spaced }: Part, last: boolean): readonly AskedWord[] {
  if (!spaced) {
    const { singles, pairs } = gramsOf(text);
    const grams = pairs.length === 0 ? singles : pairs;
    return grams.map((gram) => ({ exact: wordTerm(gram), stem: null, begins: false }));
  }
  // A single letter would match too much as a prefix.
  return [{ exact: wordTerm(text), stem: stemTerm(text), begins: last && [...text].length > 1 }];
}
