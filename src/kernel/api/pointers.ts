import * as z from "zod";
import type { Refusal } from "./problem.ts";
import type { Route } from "./route.ts";

/**
 * Makes a refusal's pointers lead into the body that was sent. Operations point into their input, which can have more: fields
 * with a default, or fields of the resource. Such a pointer is shortened to what was sent, or to a field that is missing there.
 */
export function pointedIntoBody(
  { body, pointsIntoResource }: Pick<Route, "body" | "pointsIntoResource">,
  sent: unknown,
  refusal: Refusal,
): Refusal {
  const { errors } = refusal;
  if (errors === undefined || pointsIntoResource) return refusal;
  const isField = (name: string) => body instanceof z.ZodObject && Object.hasOwn(body.shape, name);
  return {
    ...refusal,
    errors: errors.map((error) =>
      isBesideBody(error.pointer) ? error : { ...error, pointer: shortened(sent, error.pointer, isField) },
    ),
  };
}

/** Whether a pointer leads to a parameter or a header. */
export function isBesideBody(pointer: string): boolean {
  return /^\/(?:query|header)(?:\/|$)/.test(pointer);
}

/** Whether a pointer leads to a value, or to a field that an object lacks. */
export function leadsInto(sent: unknown, pointer: string): boolean {
  return shortened(sent, pointer, () => true) === pointer;
}

function shortened(sent: unknown, pointer: string, isField: (name: string) => boolean): string {
  let value = sent;
  let path = "";
  for (const [depth, token] of pointer.split("/").slice(1).entries()) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null) return path;
    const isThere = Object.hasOwn(value, name) && !(Array.isArray(value) && name === "length");
    if (!isThere && (Array.isArray(value) || (depth === 0 && !isField(name)))) return path;
    path += `/${token}`;
    if (!isThere) return path;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return path;
}
