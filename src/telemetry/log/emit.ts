import type { LineOf, LogKind, LogLine } from "./lines.ts";

/** What `emit` adds by itself. */
type Completed = "kind" | "timestamp" | "release" | "level";

/** The fields of a line of one kind. The level is `info` if nothing else is said. */
export type Fields<Kind extends LogKind> = Omit<LineOf<Kind>, Completed> & {
  readonly level?: LogLine["level"] | undefined;
};

/** Gets every line that is written. */
export type LineListener = (line: LogLine) => void;

const listeners: LineListener[] = [];
let isQuiet = false;
let release = "local";

/** Writes the line of one unit of work to the log, as JSON. The only way to write to it. */
export function emit<Kind extends LogKind>(kind: Kind, fields: Fields<Kind>): void {
  if (isQuiet && fields.level !== "error") return;
  const line = {
    kind,
    timestamp: new Date().toISOString(),
    release,
    ...fields,
    level: fields.level ?? "info",
  } as unknown as LogLine;
  // What is told of a piece of work must not fail it.
  try {
    print(line.level, JSON.stringify(line));
    for (const listen of listeners) listen(line);
  } catch (error) {
    print("error", JSON.stringify({ ...lostLine(line), error: { name: "Error", message: String(error) } }));
  }
}

function print(level: LogLine["level"], text: string): void {
  if (level === "error") console.error(text);
  else if (level === "warn") console.warn(text);
  else console.log(text);
}

function lostLine({ timestamp, tenant_id }: LogLine): Omit<LineOf<"error">, "error"> {
  return { kind: "error", timestamp, release, level: "error", tenant_id, trace_id: null, at: "log" };
}

/** Hands every line of this isolate to a listener, which must not throw. */
export function listenToLines(listener: LineListener): void {
  listeners.push(listener);
}

/** Leaves only failures in the log of this isolate. */
export function beQuiet(): void {
  isQuiet = true;
}

/** Names the release that this isolate runs. */
export function identifyRelease(id: string | undefined): void {
  if (id !== undefined && id !== "") release = id;
}
