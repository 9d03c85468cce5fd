import type { Terminal } from "../terminal/terminal.ts";
import { createSplitter } from "./documents.ts";
import { isFiltering, type LineFilter, matches } from "./filter.ts";
import { parseLine } from "./parse.ts";
import { lineText } from "./render.ts";

/** Returns a function from a line that was read to the lines to print. */
export function createView(
  filter: LineFilter,
  isJson: boolean,
  terminal: Pick<Terminal, "colors">,
): (text: string) => readonly string[] {
  const { linesOf } = createSplitter();
  const isShown = (parsed: ReturnType<typeof parseLine>) =>
    parsed.line === null ? !isJson && !isFiltering(filter) : matches(parsed.line, filter);
  return (text) =>
    linesOf(text)
      .map(parseLine)
      .filter(isShown)
      .map((parsed) => (isJson ? parsed.text : lineText(parsed, terminal)));
}
