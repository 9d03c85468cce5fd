import { accessKind } from "../../../src/kernel/access/authenticator.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import { bodyCases } from "./bodies.ts";
import type { Case } from "./case.ts";
import { fileCases } from "./files.ts";
import { headerCases } from "./headers.ts";
import { urlCases } from "./urls.ts";

/** Every kind of content in every place of every route's requests. A new route is included by itself. */
export function casesOf(registry: Registry): readonly Case[] {
  const routes = registry.modules.flatMap((module) => module.routes);
  return [
    ...routes.flatMap((route) => [...bodyCases(route), ...urlCases(route), ...fileCases(route)]),
    ...differentForHeaders(routes).flatMap((route) => headerCases(route, registry)),
  ];
}

/** Headers are read alike on routes with the same method and access. */
function differentForHeaders(routes: readonly Route[]): readonly Route[] {
  const keyOf = ({ method, access, tenancy, idempotencyKey, conditional }: Route) =>
    [method, accessKind(access), tenancy, idempotencyKey, conditional].join();
  return [...new Map(routes.map((route) => [keyOf(route), route])).values()];
}
