import type { Route } from "../../kernel/api/route.ts";

/** The route of an operationId. Throws if there is none: whoever names one is of the same release. */
export function routeOf({ routes }: { readonly routes: readonly Route[] }, operationId: string): Route {
  const route = routes.find((one) => one.operationId === operationId);
  if (route === undefined) throw new Error(`no route is called ${operationId}`);
  return route;
}
