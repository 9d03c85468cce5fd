export { byWords, each } from "./by-words.ts";
export { matchOf, type SearchRequest, titleMatchOf } from "./full-text/match.ts";
export { type Question, questionIn, questionOf, searchParameter, searchText } from "./full-text/question.ts";
export { scoreOf } from "./full-text/score.ts";
export { stemTerm } from "./full-text/stems.ts";
export {
  closed,
  codeTerm,
  type Label,
  labelTerm,
  row,
  type SearchText,
  termsOf,
  textTerms,
} from "./full-text/terms-of-texts.ts";
