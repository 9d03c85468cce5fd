import { refusal } from "../../kernel/api/problem.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

export const targetLimits = defineLimits({
  path: {
    value: 2_048,
    unit: "characters",
    per: "request",
    what: "A URL's path",
    beyond: "414 `uri-too-long`",
  },
});

/**
 * Returns a path in its one canonical form: every character that needs no percent-encoding is decoded, and every other one
 * is encoded in upper case. Paths that differ only in their encoding name the same resource. Returns null if the path is not
 * percent-encoded UTF-8.
 */
export function canonicalPath(path: string): string | null {
  if (isCanonical.test(path)) return path;
  try {
    return path
      .split("/")
      .map((segment) => encodeURIComponent(decodeURIComponent(segment)))
      .join("/");
  } catch {
    return null;
  }
}

const isCanonical = /^[\w\-.~/]*$/;

/** The path of a request's URL in canonical form, or as it was sent if it has none. */
export function pathOf(url: string): string {
  const path = sentPath(url);
  return canonicalPath(path) ?? path;
}

/** Parses a request's URL and brings its path into canonical form. */
export function urlOf(request: Pick<Request, "url">): URL {
  const url = new URL(request.url);
  url.pathname = canonicalPath(url.pathname) ?? url.pathname;
  return url;
}

/** Refuses a URL whose path is too long, or is not percent-encoded UTF-8. */
export function checkUrl(url: string): Result<null> {
  const path = sentPath(url);
  if (path.length > targetLimits.path.value)
    return refused(refusal("uri-too-long", `A path has at most ${targetLimits.path.value} characters.`));
  if (canonicalPath(path) === null)
    return refused(refusal("malformed-request", "The path is not percent-encoded UTF-8."));
  return ok(null);
}

function sentPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const length = url.slice(start).search(/[?#]/);
  return length === -1 ? url.slice(start) : url.slice(start, start + length);
}
