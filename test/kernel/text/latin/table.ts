import { transliterate } from "transliteration";

/** The table that `toLatin` reads, from the library: a line for 256 characters that begins with the upper half of their numbers. */
export const latinFile = "src/kernel/text/latin/latin.txt";

export function latinTable(): string {
  const blocks = Array.from({ length: 256 }, (_, block) => block).map((block) => {
    const letters = Array.from({ length: 256 }, (_, low) =>
      lettersOf(String.fromCharCode((block << 8) + low)),
    );
    return `${block.toString(16).padStart(4, "0")} ${letters.join(" ")}`.trimEnd();
  });
  const title = "Characters in Latin letters, from the library `transliteration`: npm run latin";
  return `${[title, ...blocks.filter((block) => block.includes(" "))].join("\n")}\n`;
}

/** Nothing for what no text in NFC and lower case has, and for Korean syllables, which are made of their parts. */
function lettersOf(character: string): string {
  if (character.normalize("NFC").toLowerCase() !== character || /[\ud800-\udfff가-힣]/.test(character))
    return "";
  const all = transliterate(character, { fixChineseSpacing: false });
  if (all === "") return "";
  const letters = all
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "-")
    .replaceAll(/[^a-z0-9-]/g, "");
  const separates = transliterate(`中${character}`) === transliterate("中") + all;
  if (separates && !letters.includes("-")) return `${letters}.`;
  return letters === "" ? "^" : letters;
}
