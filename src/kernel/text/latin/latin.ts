import table from "./latin.txt";

/**
 * A text in Latin letters, with a hyphen for what separates words: `zhong-guo` for 中国. For lower-case text in NFC. `.` and `^` stand for
 * signs that have no letters. Each syllable of Chinese is a word.
 */
export function toLatin(text: string): string {
  const hasChinese = isChinese(text);
  let latin = "";
  let wasChinese = false;
  for (const character of text) {
    const letters = lettersOf(character);
    const between: string = hasChinese && wasChinese && !/[-.]/.test(letters) ? "-" : "";
    wasChinese = hasChinese && `${between}${letters}` !== "" && isChinese(character);
    latin += `${between}${letters}`;
  }
  return latin;
}

/** A regular expression of a script takes long to create, so it is created where it is used. */
function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

function lettersOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= firstHangul && code <= lastHangul) return syllableOf(code - firstHangul);
  return blockOf(code >> 8)[code & 0xff] ?? "";
}

const firstHangul = 0xac00;
const lastHangul = 0xd7a3;

/** The letters of 256 characters. Few blocks are ever needed, so each is read when the first of its characters comes up. */
function blockOf(number: number): readonly string[] {
  const known = blocks.get(number);
  if (known !== undefined) return known;
  const start = table.indexOf(`\n${number.toString(16).padStart(4, "0")} `);
  const line = start === -1 ? "" : table.slice(start, table.indexOf("\n", start + 1));
  const block = line.split(" ").slice(1);
  blocks.set(number, block);
  return block;
}

const blocks = new Map<number, readonly string[]>();

/** A Korean syllable is an initial, a vowel and perhaps a final. */
function syllableOf(index: number): string {
  const initial = Math.floor(index / (vowels.length * finals.length));
  const vowel = Math.floor(index / finals.length) % vowels.length;
  return `${initials[initial]}${vowels[vowel]}${finals[index % finals.length]}`;
}

const initials = "g gg n d dd r m b bb s ss  j jj c k t p h".split(" ");
const vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu yi i".split(" ");
const finals = " g gg gs n nj nh d l lg lm lb ls lt lp lh m b bs s ss ng j c k t p h".split(" ");
