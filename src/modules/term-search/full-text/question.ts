import * as z from "zod";
import {
  chunksOf,
  codeOf,
  gramsOf,
  type Part,
  runsOf,
  withoutUmlautE,
  withUmlautE,
} from "../../../kernel/text/words.ts";
import { stemTerm } from "./stems.ts";
import { codeTerm, titleTerm, wordTerm } from "./terms-of-texts.ts";

/** A parsed search text. A document must match every chunk. */
export interface Question {
  readonly chunks: readonly AskedChunk[];
  /** The whole text as a code (such as a SKU), as a title, and as one word. */
  readonly whole: { readonly code: string; readonly title: string; readonly word: string } | null;
}

/** Matches by all of its words, by the words joined into one, by its letters and digits apart, or as a code. */
export interface AskedChunk {
  readonly words: readonly AskedWord[];
  readonly whole: AskedWord | null;
  readonly runs: readonly AskedWord[];
  readonly code: string | null;
}

/** Matches as written, with umlauts spelled otherwise, by its stem or, for the last word, as a prefix. All are terms. */
export interface AskedWord {
  readonly exact: string;
  readonly spellings: readonly string[];
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
  const spelled = chunksOf(withUmlautE(q));
  const asked: AskedChunk[] = [];
  let room = mostWords;
  for (const [index, { parts, whole }] of chunks.entries()) {
    const last = index === chunks.length - 1;
    const words = parts
      .flatMap((part, at) =>
        wordsOf(part, spelled[index]?.parts[at]?.text ?? part.text, last && at === parts.length - 1),
      )
      .slice(0, room);
    room -= words.length;
    if (words.length === 0) break;
    const inOne = parts.map(({ text }) => text).join("");
    asked.push({
      words,
      whole: whole === null ? null : asWord(whole, whole, last),
      runs: parts.length === 1 ? runsIn(inOne, last) : [],
      code: codeTerm(inOne),
    });
  }
  const code = codeOf(q);
  return {
    chunks: asked,
    whole: code === null ? null : { code: codeTerm(code), title: titleTerm(code), word: wordTerm(code) },
  };
}

function wordsOf({ text, spaced }: Part, spelled: string, last: boolean): readonly AskedWord[] {
  if (spaced) return [asWord(text, spelled, last)];
  const { singles, pairs } = gramsOf(text);
  const grams = pairs.length === 0 ? singles : pairs;
  return grams.map((gram) => ({ exact: wordTerm(gram), spellings: [], stem: null, begins: false }));
}

/** `spelled` is the word with its umlauts as two letters. */
function asWord(text: string, spelled: string, last: boolean): AskedWord {
  const others = new Set([spelled, withoutUmlautE(text)]);
  others.delete(text);
  return {
    exact: wordTerm(text),
    spellings: [...others].map(wordTerm),
    stem: stemTerm(text),
    // A single letter would match too much as a prefix.
    begins: last && [...text].length > 1,
  };
}

/** The words of "iphone15" without its space. Empty if it is all letters or all digits. */
function runsIn(text: string, last: boolean): readonly AskedWord[] {
  const runs = runsOf(text);
  if (runs.length < 2 || runs.length > mostRuns) return [];
  return runs.map((run, at) => asWord(run, run, last && at === runs.length - 1));
}

/** With more, it is a code, which matches as a whole. */
const mostRuns = 3;
