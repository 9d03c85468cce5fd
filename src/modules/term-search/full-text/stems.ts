import { stemmer as stemEnglish } from "@orama/stemmers/english";
import { stemmer as stemRussian } from "@orama/stemmers/russian";

const english = { language: "en", letter: "e", script: /^[a-z]{2,}$/, stem: stemEnglish };
const russian = { language: "ru", letter: "r", script: /^[а-я]{2,}$/u, stem: stemRussian };

/** The word's script selects the stemmer. */
function stemmerOf(word: string) {
  if (english.script.test(word)) return english;
  return russian.script.test(word) ? russian : null;
}

/** The term for a word's stem. Each language has its own prefix, so stems only match within a language. */
export function stemTerm(word: string): string | null {
  const stemmer = stemmerOf(word);
  return stemmer === null ? null : `${stemmer.letter}${stemmer.stem(word)}`;
}

/** Like `stemTerm`, but null unless the text's locale has the stemmer's language. */
export function stemTermIn(locale: string, word: string): string | null {
  const stemmer = stemmerOf(word);
  return stemmer !== null && stemmer.language === locale.split("-")[0] ? stemTerm(word) : null;
}
