import { fold } from "../../../kernel/values/fold.ts";

/** Splits a text into words, without case and accents. */
export function wordsIn(text: string): readonly string[] {
  return fold(text)
    .split(" ")
    .filter((word) => word !== "");
}
