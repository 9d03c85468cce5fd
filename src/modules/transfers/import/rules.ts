import type { PointedError } from "../../../kernel/api/problem.ts";
import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors, pointedErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Portable } from "../../../kernel/write/event.ts";
import type { Transfer } from "../../../kernel/write/transfer.ts";
import { type AggregateLine, type ExportLine, exportLine } from "../schema.ts";
import type { StoredImport } from "./store.ts";

/** Parses the text of a line. */
export function parseLine(text: string, line: number): Result<ExportLine> {
  const json = parseJson(text);
  if (json === undefined) return invalidLine(line, "", "invalid-json", "is not JSON: the file may be cut");
  if (isDeeper(json, mostLevels))
    return invalidLine(line, "", "too-deep", `has more than ${mostLevels} levels`);
  const parsed = exportLine.safeParse(json);
  return parsed.success
    ? ok(parsed.data)
    : invalidLine(line, "", "invalid-line", "is no line of an export in format 1");
}

/** A JSON body has at most 32 levels, and a line has some around the state. */
const mostLevels = 64;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

/** Parses an aggregate by the schema of the version that it was exported in, and converts it to the newest. */
export function parsePortable(
  { definition, extra: extraSchema }: Transfer,
  { id, state, stateVersion, extra }: AggregateLine,
  line: number,
): Result<Portable> {
  const written = definition.schemas[stateVersion - 1];
  if (written === undefined)
    return invalidLine(line, "/stateVersion", "unknown-version", "was exported by a newer release");
  const old = written.safeParse(state);
  if (!old.success) return invalid(pointedErrors(old.error, `/lines/${line}/state`));
  const newest = definition.schema.safeParse(definition.read(stateVersion, old.data));
  if (!newest.success) return invalid(pointedErrors(newest.error, `/lines/${line}/state`));
  const more = extraSchema.safeParse(extra);
  if (!more.success) return invalid(pointedErrors(more.error, `/lines/${line}/extra`));
  const own = idIn(newest.data);
  if (own !== undefined && own !== id) return invalidLine(line, "/state/id", "wrong-id", `must be ${id}`);
  return ok({ id, state: newest.data, extra: more.data });
}

/** Whether the last line agrees with what was imported. */
export function checkTrailer(
  { lines, counts, digest }: Extract<ExportLine, { type: "trailer" }>,
  progress: StoredImport,
  missing: readonly string[],
): Result<null> {
  const line = progress.lines + 1;
  const wrong = (field: string, detail: string) => invalidLine(line, `/${field}`, "incomplete", detail);
  if (lines !== progress.lines) return wrong("lines", `${progress.lines} lines were imported`);
  if (digest !== progress.digest) return wrong("digest", "lines were changed or are missing");
  const types = new Set([...Object.keys(counts), ...Object.keys(progress.counts)]);
  for (const type of types)
    if (counts[type] !== progress.counts[type])
      return wrong(`counts/${type}`, "differs from what was imported");
  if (missing.length === 0) return ok(null);
  return invalid(missing.map((detail) => ({ pointer: `/lines/${line}`, code: "missing-reference", detail })));
}

/** A refusal with errors that lead into lines. */
export function invalid(errors: readonly PointedError[]) {
  const [first] = errors;
  const detail = first === undefined ? "" : `: ${first.detail}`;
  return refused(
    refusal("invalid-export", `The export can't be imported${detail}.`, errors.slice(0, maxErrors)),
  );
}

export function invalidLine(line: number, pointer: string, code: string, detail: string) {
  return invalid([{ pointer: `/lines/${line}${pointer}`, code, detail }]);
}

/** Which line must come next. */
export function gapBefore(line: number, next: number) {
  return refused(refusalAt("import-gap", `/lines/${line}`, `The next line is ${next}.`));
}

function idIn(state: unknown): unknown {
  return typeof state === "object" && state !== null && "id" in state ? state.id : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
