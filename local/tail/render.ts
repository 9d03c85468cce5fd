import type { LoggedError, LogLine } from "../../src/telemetry/log/lines.ts";
import { cleaned, cleanText } from "../terminal/clean.ts";
import type { Colors, Terminal } from "../terminal/terminal.ts";
import { clockText, spanText } from "../terminal/times.ts";
import { describe } from "./describe.ts";
import type { Parsed } from "./parse.ts";

/**
 * A line of the log for people: time, level, kind, tenant, what it was about, how it ended and what it took, and below it the error with its
 * stack. Other text is shown as it is.
 */
export function lineText({ line, text }: Parsed, { colors }: Pick<Terminal, "colors">): string {
  return line === null ? colors.dim(cleanText(text)) : unitText(cleaned(line), colors);
}

function unitText(line: LogLine, colors: Colors): string {
  const { subject, status, isGood, facts } = describe(line);
  const parts = [
    colors.dim(clockText(line.timestamp)),
    levelText(line.level, colors),
    colors.cyan(line.kind.padEnd(longestKind)),
    tenantText(line.tenant_id),
    colors.bold(subject),
    status === null ? "" : (isGood ? colors.green : colors.red)(status),
    "duration_ms" in line ? durationText(line.duration_ms, colors) : "",
    colors.dim(facts.join(" ")),
    "trace_id" in line && line.trace_id !== null ? colors.dim(line.trace_id.slice(0, 8)) : "",
  ];
  const first = parts.filter((part) => part !== "").join(" ");
  const error = "error" in line ? line.error : undefined;
  return error === undefined ? first : `${first}\n${errorText(error, colors)}`;
}

const longestKind = "maintenance".length;

/** The end of an id tells tenants apart: ids that were made at about the same time begin alike. */
function tenantText(id: string | null): string {
  return (id === null ? "–" : `…${id.slice(-6)}`).padEnd(7);
}

function levelText(level: LogLine["level"], colors: Colors): string {
  const padded = level.padEnd(5);
  return level === "error"
    ? colors.red(padded)
    : level === "warn"
      ? colors.yellow(padded)
      : colors.dim(padded);
}

/** What takes so long is worth a look. */
const slowMs = 1_000;

function durationText(ms: number, colors: Colors): string {
  return ms >= slowMs ? colors.yellow(spanText(ms)) : spanText(ms);
}

function errorText({ name, message, stack }: LoggedError, colors: Colors): string {
  const title = `${name}: ${message}`;
  // A stack begins with name and message.
  const below = stack?.split("\n").filter((line) => /^\s*at /.test(line)) ?? [];
  return [
    ...title.split("\n").map((line) => `    ${colors.red(line)}`),
    ...below.map((line) => colors.dim(`      ${line.trim()}`)),
  ].join("\n");
}
