import type { Refusal } from "../api/problem.ts";

/** The result of a rule: a value, or a refusal the caller can act on. Defects are thrown instead. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** Wraps a value as success. */
export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** Wraps a refusal as failure. */
export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
