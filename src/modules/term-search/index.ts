export { byWords, each } from "./by-words.ts";
