import type { z } from "zod";
import type { PointedError } from "./problem.ts";

/**
 * Turns a schema's issues into pointed errors. `prefix` is the location of the parsed value: empty for a
 * body, `/query`.
 */
export function pointedErrors(error: z.ZodError, prefix: string): readonly PointedError[] {
  return error.issues
    .slice(0, maxErrors)
    .flatMap(locationsOf)
    .slice(0, maxErrors)
    .map(({ path, code, detail }) => ({
      pointer: prefix + path.map((part) => `/${pointerToken(String(part))}`).join(""),
      code,
      detail: detail.slice(0, 200),
    }));
}

/** An issue has one location, except for unknown fields, which zod reports all at once. */
function locationsOf(issue: z.core.$ZodIssue) {
  if (issue.code !== "unrecognized_keys")
    return [{ path: issue.path, code: codeOf(issue), detail: issue.message }];
  return issue.keys
    .slice(0, maxErrors)
    .map((key) => ({ path: [...issue.path, key], code: codeOf(issue), detail: "unknown field" }));
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

/** Escapes a name for use in an RFC 6901 pointer. */
export function pointerToken(token: string): string {
  return token.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}
