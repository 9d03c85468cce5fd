/** What a reader takes for one word, as far as the next space. */
export interface Chunk {
  /** What stands between signs: `t` and `shirt` of "T-Shirt". */
  readonly parts: readonly Part[];
  /** The parts in one, where there are several: `tshirt`. */
  readonly whole: string | null;
}

/** Letters, marks and digits without a sign between them, folded. */
export interface Part {
  readonly text: string;
  /** False in scripts that put no spaces between words. */
  readonly spaced: boolean;
}

const longestWord = 40;
/** More parts than that are a list without spaces. */
const mostPartsInOne = 4;

const unspacedScripts = ["Han", "Hira", "Kana", "Hang", "Thai", "Laoo", "Khmr", "Mymr"]
  .map((script) => `\\p{scx=${script}}`)
  .join("");
const unspacedRun = new RegExp(`[${unspacedScripts}]+|[^${unspacedScripts}]+`, "gu");
const startsUnspaced = new RegExp(`^[${unspacedScripts}]`, "u");

/** Cuts a text into its words: no case, no accents, no signs. */
export function chunksOf(text: string): readonly Chunk[] {
  return foldWords(text)
    .split(/\s+/u)
    .flatMap((chunk) => {
      const between = chunk.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      if (between.length === 0) return [];
      const parts = between.flatMap((piece) => piece.match(unspacedRun) ?? []).map(partOf);
      const joined = between.length > 1 && between.length <= mostPartsInOne;
      return [{ parts, whole: joined ? cut(between.join("")) : null }];
    });
}

function partOf(text: string): Part {
  const spaced = !startsUnspaced.test(text);
  return { text: spaced ? cut(text) : text, spaced };
}

/** An article number, whatever signs it is written with: `mug1` for "MUG-1". Null where nothing is left of it. */
export function codeOf(text: string): string | null {
  const code = (foldWords(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("");
  return code === "" ? null : [...code].slice(0, 100).join("");
}

/** Single characters and pairs: whoever looks for a part of an unspaced text finds it by the pairs it consists of. */
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
 * Accents go, but й stays a letter of its own: endings are told apart by it. Marks of other scripts are vowels and stay.
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

function cut(word: string): string {
  return word.length <= longestWord ? word : [...word].slice(0, longestWord).join("");
}
