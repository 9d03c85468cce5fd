import { z } from "zod";
import { codeTerm, titleTerm, wordTerm } from "./document.ts";
import { stemTerm } from "./stems.ts";
import { chunksOf, codeOf, gramsOf, type Part } from "./words.ts";

/** What somebody looks for. All of it must be found. */
export interface Question {
  readonly chunks: readonly AskedChunk[];
  /** The whole text, as an article number and as a title. */
  readonly whole: { readonly code: string; readonly title: string } | null;
}

/** Found by all of its words, or as one word, or as an article number. */
export interface AskedChunk {
  readonly words: readonly AskedWord[];
  readonly whole: AskedWord | null;
  readonly code: string | null;
}

/** Found as it is written, by its stem, or, for the last word, by its beginning. All are terms. */
export interface AskedWord {
  readonly exact: string;
  readonly stem: string | null;
  readonly begins: boolean;
}

/** What is asked beyond these is not looked at. */
const mostWords = 12;

/** The text of a search box; null where there is none. */
export const searchText = z.string().max(200).nullable().default(null);

/** The same as a query parameter. */
export const searchParameter = z
  .string()
  .max(200)
  .optional()
  .transform((text) => text ?? null);

/** What a search box asks for; null where nothing stands in it. */
export function questionIn(text: string | null): Question | null {
  return text === null || text.trim() === "" ? null : questionOf(text);
}

/** Reads a search box. A text without any letter or digit asks for nothing that there is. */
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
  // One letter begins too much.
  return [{ exact: wordTerm(text), stem: stemTerm(text), begins: last && [...text].length > 1 }];
}
