import type { Route } from "../../src/kernel/api/route.ts";
import { pathNaming } from "../support/http/things.ts";

/** Well formed, whatever it is asked for, and naming nothing. */
export const unknownId = "01J00000000000000000000000";

/** The path with a value in the place of every parameter. */
export function pathWith(route: Route, id: string): string {
  return pathNaming(route.path, id);
}

/** The path with a query parameter that no route has. */
export function withUnknownParameter(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}surprise=1`;
}
