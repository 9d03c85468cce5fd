import { type Authenticator, accessKind } from "../../kernel/access/authenticator.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import type { Json } from "./json.ts";
import { tenantRolesOf } from "./roles.ts";

/** The kinds of credentials, as components. */
export function securitySchemes(registry: Registry): Json {
  return Object.fromEntries(
    [...registry.authenticatorByName.values()].map(({ name, scheme, description }) => [
      name,
      { ...scheme, description },
    ]),
  );
}

/** The credentials that open a route. Any one of them is enough. */
export function securityOf(registry: Registry, route: Route): readonly Record<string, readonly string[]>[] {
  if (route.access === "public") return [];
  const able = [...registry.authenticatorByName.values()].filter((one) => opens(registry, one, route));
  return able.map(({ name }) => ({ [name]: [] }));
}

function opens(registry: Registry, { opens: kinds, tenantBound }: Authenticator, { access, tenancy }: Route) {
  if (!kinds.includes(accessKind(access))) return false;
  if (access === "public" || access === "customer" || !tenantBound) return true;
  // A tenant's own credentials have its roles, and open nothing above tenants.
  return tenancy !== "none" && tenantRolesOf(registry, access).length > 0;
}
