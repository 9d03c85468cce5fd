import type { Verbosity } from "./options.ts";

/** Prints what the Worker and the runtime log. */
export interface Output {
  readonly log: (line: string) => void;
  readonly error: (line: string) => void;
}

/** A listener for log lines that prints them as one readable line each. */
export function createReport(verbosity: Verbosity, output: Output): (level: string, message: string) => void {
  return (level, message) => {
    const line = parseLine(message);
    const isError = level === "warn" || level === "error";
    if (line === null) {
      // The runtime's own lines are for people already.
      if (isError) output.error(message);
    } else if (verbosity === "json") (isError ? output.error : output.log)(message);
    else if (line.kind === "error") output.error(errorText(line));
    else if (isShown(line.kind, verbosity)) output.log(textOf(line));
    else if (isError) output.error(message);
  };
}

type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

function parseLine(message: string): Line | null {
  if (!message.startsWith("{")) return null;
  try {
    const line: unknown = JSON.parse(message);
    return typeof line === "object" && line !== null && "kind" in line && typeof line.kind === "string"
      ? { ...line, kind: line.kind }
      : null;
  } catch {
    return null;
  }
}

function isShown(kind: string, verbosity: Verbosity): boolean {
  return verbosity === "verbose" || (verbosity === "default" && kind === "request");
}

function textOf(line: Line): string {
  switch (line.kind) {
    case "request":
      return `${line.method} ${line.path} ${line.status} ${line.ms} ms${named(line.tenant)} ${line.requestId}`;
    case "command":
      return `command ${line.command} ${line.outcome ?? `${line.count} times, ${line.refused} refused`}${named(line.tenant)}`;
    case "relay":
      return `relay ${line.subscription} ${line.position}/${line.head} by ${line.way}${named(line.tenant)}`;
    case "projection":
      return `projection ${line.subscription} ${line.from}-${line.to} ${line.outcome}${named(line.tenant)}`;
    default:
      return JSON.stringify(line);
  }
}

/** What happened, where, and all that helps to find it: an error is worth more than a line. */
function errorText({ kind: _, at, error, stack, ...rest }: Line): string {
  const facts = Object.entries(rest)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`);
  const text = typeof stack === "string" ? stack : String(error);
  return [`error at ${at}: ${text}`, ...(facts.length === 0 ? [] : [`  ${facts.join(" ")}`])].join("\n");
}

function named(tenant: unknown): string {
  return typeof tenant === "string" ? ` ${tenant}` : "";
}
