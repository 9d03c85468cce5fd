import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemRussian } from "@orama/stemmers/russian";

const english = { language: "en", letter: "e", script: /^[a-z]{2,}$/, stem: stemEnglish };
const russian = { language: "ru", letter: "r", script: /^[а-я]{2,}$/u, stem: stemRussian };

/** How a word is written decides which language can stem it at all. */
function stemmerOf(word: string) {
  if (english.script.test(word)) return english;
  return russian.script.test(word) ? russian : null;
}

/** The term for a word's stem; each language has its own letter, so that stems only meet stems of the same one. */
export function stemTerm(word: string): string | null {
  const stemmer = stemmerOf(word);
  return stemmer === null ? null : `${stemmer.letter}${stemmer.stem(word)}`;
}

/** The same for a word of a text, whose language must be the stemmer's. */
export function stemTermIn(locale: string, word: string): string | null {
  const stemmer = stemmerOf(word);
  return stemmer !== null && stemmer.language === locale.split("-")[0] ? stemTerm(word) : null;
}
