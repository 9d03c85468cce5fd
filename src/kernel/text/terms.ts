import { canonicalEmail } from "./email.ts";
import { type Chunk, chunksOf, runsOf, withoutUmlautE, withUmlautE } from "./words.ts";

/** Words of a text that count. */
const mostWords = 32;
const longestTerm = 100;

/**
 * The terms that a text is found by, each by its beginning: its words without case, accents and signs, as product search folds
 * them; the parts of a word between signs, and its letters and digits; two words in one; and umlauts in all spellings.
 */
export function termsIn(text: string): readonly string[] {
  const terms = [text, withUmlautE(text)].flatMap((spelled) => {
    const chunks = chunksOf(spelled).slice(0, mostWords);
    const words = chunks.map(wordOf);
    const parts = chunks.flatMap((chunk) => chunk.parts.flatMap((part) => [part.text, ...runsOf(part.text)]));
    const pairs = words.slice(1).map((second, index) => `${words[index]}${second}`);
    return [...words, ...parts, ...pairs];
  });
  return [...new Set(terms.flatMap((term) => [term, withoutUmlautE(term)]).map(cut))];
}

/** The beginnings of terms that a search text asks for. */
export function wordsIn(query: string): readonly string[] {
  // Addresses are stored in their canonical form.
  const text = query.replaceAll(/\S+@\S+/gu, (email) => canonicalEmail(email) ?? email);
  const words = chunksOf(text).map((chunk) => cut(withoutUmlautE(wordOf(chunk))));
  // No term begins with a sign.
  return words.length === 0 && query.trim() !== "" ? ["-"] : words;
}

/** O'Neil, O’Neil and ONeil are one word. */
function wordOf({ parts }: Chunk): string {
  return parts.map(({ text }) => text).join("");
}

function cut(term: string): string {
  return [...term].slice(0, longestTerm).join("");
}
