import type { z } from "zod";
import type { PointedError } from "./problem.ts";

/** Turns a schema's complaints into places. `prefix` is where the parsed value sits: empty for a body, `/query`. */
export function pointedErrors(error: z.ZodError, prefix: string): readonly PointedError[] {
  return error.issues.slice(0, maxErrors).flatMap((issue) => {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.slice(0, maxErrors).map((path) => ({
      pointer: prefix + path.map((part) => `/${escapeToken(String(part))}`).join(""),
      code: codeOf(issue),
      detail: issue.message,
    }));
  });
}

/** Enough to mend a form by; not enough to make an answer much larger than its request. */
const maxErrors = 50;

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

function escapeToken(token: string): string {
  return token.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}
