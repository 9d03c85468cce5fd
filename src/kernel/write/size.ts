import { refusalAt } from "../api/problem.ts";
import { byteLength } from "../json.ts";
import { defineLimits, type Limit } from "../limit.ts";
import { ok, type Result, refused } from "../values/result.ts";

/** The bound of every resource. */
export const stateLimits = defineLimits({
  state: {
    value: 512 * 1024,
    unit: "bytes",
    per: "value",
    what: "A resource with all that belongs to it, as JSON",
    beyond: "422 `too-large`",
  },
});

/** A resource before and after a change, and the fields of the request. */
export interface Growth {
  /** How the resource is called in a refusal: "A product". */
  readonly what: string;
  /** Null if it is created. */
  readonly before: object | null;
  readonly after: object;
  readonly sent: object;
}

/**
 * Refuses a change that makes a resource larger than a limit, and points to the largest field of the request. A
 * resource that is too large already may become smaller.
 */
export function checkSize(limit: Limit, { what, before, after, sent }: Growth): Result<null> {
  const bytes = sizeOf(after);
  if (bytes <= limit.value || (before !== null && bytes <= sizeOf(before))) return ok(null);
  const detail = `${what} can have at most ${limit.value} bytes of JSON. This one would have ${bytes}.`;
  return refused(refusalAt("too-large", largestOf(sent), detail));
}

function largestOf(sent: object): string {
  const [largest] = Object.entries(sent)
    .map(([name, value]) => ({ name, bytes: sizeOf(value) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  return largest === undefined ? "" : `/${largest.name}`;
}

function sizeOf(value: unknown): number {
  return byteLength(JSON.stringify(value) ?? "");
}
