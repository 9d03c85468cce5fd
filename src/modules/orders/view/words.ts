import { fold } from "../../../kernel/values/fold.ts";

/** Text as words that are found whatever their case and accents. */
export function wordsIn(text: string): readonly string[] {
  return fold(text)
    .split(" ")
    .filter((word) => word !== "");
}
