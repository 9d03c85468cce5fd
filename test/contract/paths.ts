import { z } from "zod";
import type { Route } from "../../src/kernel/route.ts";
import type { Answer } from "../support/http/request.ts";
import { examples } from "./examples.ts";

/** Well formed, whatever it is asked for, and naming nothing. */
export const unknownId = "01J00000000000000000000000";

/** The path with a value in the place of every parameter. */
export function pathWith(route: Route, id: string): string {
  return route.path.replaceAll(/\{\w+\}/g, id);
}

/** How the thing that a path names is made: by the POST on the path before its first parameter. */
export function createOf(routes: readonly Route[], route: Route) {
  const parent = route.path.slice(0, route.path.indexOf("/{"));
  const create = routes.find(({ method, path }) => method === "post" && path === parent);
  const body = examples[`post ${parent}`];
  return create === undefined || body === undefined ? null : { route: create, body };
}

/** The id of what was just made. */
export function idIn(answer: Answer): string {
  return z.object({ id: z.string() }).parse(answer.body).id;
}
