import type { z } from "zod";
import type { PointedError } from "./problem.ts";

/** Turns a schema's complaints into places. `prefix` is where the parsed value sits: empty for a body, `/query`. */
export function pointedErrors(error: z.ZodError, prefix: string): readonly PointedError[] {
  return error.issues
    .slice(0, maxErrors)
    .flatMap(placesOf)
    .slice(0, maxErrors)
    .map(({ path, code, detail }) => ({
      pointer: prefix + path.map((part) => `/${pointerToken(String(part))}`).join(""),
      code,
      detail: detail.slice(0, 200),
    }));
}

/** An issue names one place, except for unknown fields, which it names all at once. */
function placesOf(issue: z.core.$ZodIssue) {
  if (issue.code !== "unrecognized_keys")
    return [{ path: issue.path, code: codeOf(issue), detail: issue.message }];
  return issue.keys
    .slice(0, maxErrors)
    .map((key) => ({ path: [...issue.path, key], code: codeOf(issue), detail: "unknown field" }));
}

/** Enough to mend a form by; not enough to make an answer much larger than its request. */
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

/** A name as a part of an RFC 6901 pointer. */
export function pointerToken(token: string): string {
  return token.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}
