import { fold } from "../../../kernel/values/fold.ts";

/** Splits text into search terms, ignoring case and accents. */
export function wordsIn(text: string): readonly string[] {
  return fold(text)
    .split(" ")
    .filter((word) => word !== "");
}
