import { onUse } from "../on-use.ts";

/** A run of text up to the next space. Whatever is searched for words is split and folded like this. */
export interface Chunk {
  /** The pieces between signs: `t` and `shirt` of "T-Shirt". */
  readonly parts: readonly Part[];
  /** The parts joined, if there are several: `tshirt`. */
  readonly whole: string | null;
}

/** A run of letters, marks and digits, folded. */
export interface Part {
  readonly text: string;
  /** False for scripts without spaces between words. */
  readonly spaced: boolean;
}

const longestWord = 40;
/** With more parts, it is more likely a list without spaces, so they are not joined. */
const mostPartsInOne = 4;

const unspacedScripts = ["Han", "Hira", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"]
  .map((script) => `\\p{scx=${script}}`)
  .join("");
// V8 takes a millisecond to read the characters of so many scripts.
const unspacedRun = onUse(() => new RegExp(`[${unspacedScripts}]+|[^${unspacedScripts}]+`, "gu"));
const startsUnspaced = onUse(() => new RegExp(`^[${unspacedScripts}]`, "u"));

/** Splits a text into folded words: no case, accents or signs. */
export function chunksOf(text: string): readonly Chunk[] {
  return foldWords(text)
    .split(/\s+/u)
    .flatMap((chunk) => {
      const between = chunk.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      if (between.length === 0) return [];
      const parts = between.flatMap((piece) => piece.match(unspacedRun()) ?? []).map(partOf);
      const joined = between.length > 1 && between.length <= mostPartsInOne;
      return [{ parts, whole: joined ? cut(between.join("")) : null }];
    });
}

function partOf(text: string): Part {
  const spaced = !startsUnspaced().test(text);
  return { text: spaced ? cut(text) : text, spaced };
}

/** Normalizes a code such as a SKU: `mug1` for "MUG-1". Null without any letter or digit. */
export function codeOf(text: string): string | null {
  const code = (foldWords(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("");
  return code === "" ? null : [...code].slice(0, 100).join("");
}

/** Single characters and pairs. A part of an unspaced text is found by its pairs. */
export function gramsOf(run: string): {
  readonly singles: readonly string[];
  readonly pairs: readonly string[];
} {
  const singles = [...run];
  return { singles, pairs: singles.slice(1).map((second, index) => `${singles[index]}${second}`) };
}

const lettersByPlain: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  ς: "σ",
};

/**
 * Removes accents, but keeps й as its own letter: it distinguishes endings. Keeps the marks of other scripts: they are
 * vowels.
 */
function foldWords(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/и\u0306/gu, "й")
    .replaceAll(/[\u0300-\u036f]/gu, "")
    .normalize("NFC")
    .replaceAll(/[ßæœøđðþłıς]/gu, (letter) => lettersByPlain[letter] ?? letter);
}

/**
 * A folded word with German umlauts that were written as two letters: `muller` for `mueller`. After a vowel or a q, and at the
 * end of a word, they are two sounds, as in Bauer, Quentin and Joe.
 */
export function withoutUmlautE(word: string): string {
  return word.replaceAll(/(?<![aeiouq])([aou])e(?=[bcdfghj-np-tv-z0-9])/gu, "$1");
}

/** A text with its umlauts written as two letters: `Mueller` for `Müller`. */
export function withUmlautE(text: string): string {
  return text.normalize("NFC").replaceAll(/[äöü]/giu, (umlaut) => `${umlaut.normalize("NFD").charAt(0)}e`);
}

/** The runs of letters and of digits in a folded word: `iphone` and `15`. */
export function runsOf(word: string): readonly string[] {
  return word.match(/\p{N}+|[^\p{N}]+/gu) ?? [];
}

function cut(word: string): string {
  return word.length <= longestWord ? word : [...word].slice(0, longestWord).join("");
}
