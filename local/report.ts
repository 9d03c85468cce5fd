import type { Verbosity } from "./options.ts";
import { type Parsed, parseLine } from "./tail/parse.ts";
import { lineText } from "./tail/render.ts";
import { plain, type Terminal } from "./terminal/terminal.ts";

/** Prints what the Worker and the runtime log. */
export interface Output {
  readonly log: (line: string) => void;
  readonly error: (line: string) => void;
}

/** A listener for log lines that prints them as `npm run tail` does. */
export function createReport(
  verbosity: Verbosity,
  output: Output,
  terminal: Pick<Terminal, "colors"> = plain,
): (level: string, message: string) => void {
  return (level, message) => {
    const isError = level === "warn" || level === "error";
    const print = isError ? output.error : output.log;
    // The runtime's own lines are for people already.
    if (!message.startsWith("{")) {
      if (isError) print(message);
    } else if (verbosity === "json") print(message);
    else if (isError || isShown(parseLine(message), verbosity)) print(lineText(parseLine(message), terminal));
  };
}

function isShown({ line }: Parsed, verbosity: Verbosity): boolean {
  return verbosity === "verbose" || (verbosity === "default" && line?.kind === "request");
}
