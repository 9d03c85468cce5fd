import type { z } from "zod";
import { tooLong } from "./lengths.ts";
import { messageOf, unknownName } from "./messages.ts";
import type { PointedError } from "./problem.ts";

/**
 * Parses a value that a caller sent. Returns its errors, with `prefix` as the location of the value: empty for a body,
 * `/query`. The lengths are checked first, so a request costs no more than its schema allows. There are at most `most`
 * errors.
 */
export function parseSent<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  prefix: string,
  most: number = maxErrors,
): Parsed<Value> {
  const long = tooLong(schema, value);
  if (long.length > 0) {
    const errors = long.map(({ path, message }) => ({
      pointer: pointerTo(prefix, path),
      code: "too-big",
      detail: message,
    }));
    return { ok: false, errors };
  }
  const parsed = schema.safeParse(value, { error: messageOf });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, errors: pointedErrors(parsed.error, prefix, most) };
}

/** What `parseSent` returns. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly PointedError[] };

/**
 * Turns a schema's issues into pointed errors. `prefix` is the location of the parsed value: empty for a
 * body, `/query`.
 */
export function pointedErrors(
  error: z.ZodError,
  prefix: string,
  most: number = maxErrors,
): readonly PointedError[] {
  return error.issues
    .slice(0, most)
    .flatMap((issue) => locationsOf(issue, prefix))
    .slice(0, most)
    .map(({ path, code, detail }) => ({
      pointer: pointerTo(prefix, path),
      code,
      detail: detail.slice(0, 200),
    }));
}

/** An issue has one location, except for unknown fields, which zod reports all at once. */
function locationsOf(issue: z.core.$ZodIssue, prefix: string) {
  if (issue.code !== "unrecognized_keys")
    return [{ path: issue.path, code: codeOf(issue), detail: issue.message }];
  return issue.keys.slice(0, maxErrors).map((key) => ({
    path: [...issue.path, key],
    code: codeOf(issue),
    detail: unknownName(issue.path.length === 0 ? prefix : "", key),
  }));
}

/** Enough to fix a form with, but not enough to make a response much larger than its request. */
export const maxErrors = 50;

function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return "unknown-field";
    case "invalid_type":
      return issue.input === undefined ? "missing-or-wrong-type" : "wrong-type";
    case "custom":
      return typeof issue.params?.code === "string" ? issue.params.code : "invalid";
    default:
      return issue.code.replaceAll("_", "-");
  }
}

/** An RFC 6901 pointer to a place below `prefix`. It ends before a name that is too long to repeat. */
export function pointerTo(prefix: string, path: readonly PropertyKey[]): string {
  const names = path.map(String);
  const long = names.findIndex((name) => name.length > longestName);
  return (
    prefix + (long === -1 ? names : names.slice(0, long)).map((name) => `/${pointerToken(name)}`).join("")
  );
}

const longestName = 200;

/** Escapes a name for use in an RFC 6901 pointer. */
export function pointerToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** One sentence about the first error, with its place, for a refusal's own detail. */
export function summaryOf(errors: readonly PointedError[]): string {
  const [first] = errors;
  if (first === undefined) return "The request does not fit its schema.";
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return `${first.pointer === "" ? "The body" : first.pointer}: ${first.detail}${others}`;
}
