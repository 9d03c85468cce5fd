import { type LogLine, logLine } from "../../src/telemetry/log/lines.ts";

/** A line of the log as the Worker wrote it, or text that is none. */
export type Parsed =
  | { readonly line: LogLine; readonly text: string }
  | { readonly line: null; readonly text: string };

/** Reads one line. Text that is no JSON, or JSON of another shape, stays text. */
export function parseLine(text: string): Parsed {
  if (!text.startsWith("{")) return { line: null, text };
  try {
    const parsed = logLine.safeParse(JSON.parse(text));
    return parsed.success ? { line: parsed.data, text } : { line: null, text };
  } catch {
    return { line: null, text };
  }
}
