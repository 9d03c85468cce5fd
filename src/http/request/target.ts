import * as z from "zod";
import type { Route } from "../../kernel/api/route.ts";
import { parseSent } from "../../kernel/api/validation.ts";

/** What a request is for. Every spelling of a path has the same target. */
export interface Target {
  /** Path parameters as the route's schema parsed them. Null if they do not fit. */
  readonly params: Readonly<Record<string, unknown>> | null;
  /** The path with these parameters. It names the target in messages and links. */
  readonly path: string;
}

/** The target of a request to a route. `params` are decoded, `sentPath` is not. */
export function targetOf(
  route: Pick<Route, "path" | "params">,
  params: Readonly<Record<string, string>>,
  sentPath: string,
): Target {
  const parsed = parseSent(route.params ?? z.object({}), params, "");
  if (!parsed.ok) return { params: null, path: sentPath };
  // A schema of path parameters is an object.
  const canonical = parsed.value as Readonly<Record<string, unknown>>;
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(canonical[name])),
  );
  return { params: canonical, path };
}
