import { type Authenticator, canOpen } from "../../kernel/access/authenticator.ts";
import type { Route } from "../../kernel/api/route.ts";
import type { Registry } from "../../kernel/registry.ts";
import type { Json } from "./json.ts";
import { tenantRolesOf } from "./roles.ts";

/** The kinds of credentials, as components, and the header that names the tenant. */
export function securitySchemes(registry: Registry): Json {
  const schemes = [...registry.authenticatorByName.values()].map(({ name, scheme, description }) => [
    name,
    { ...scheme, description },
  ]);
  return { ...Object.fromEntries(schemes), [tenantScheme]: tenant };
}

const tenantScheme = "tenant";
const tenant = {
  type: "apiKey",
  in: "header",
  name: "X-Tenant",
  description:
    "Names the tenant by slug or id. It is no secret, and not needed if the host or an API key names the tenant.",
};

type Requirement = Readonly<Record<string, readonly string[]>>;

/** The credentials that open a route, each alone or with the header that names the tenant. Any one line is enough. */
export function securityOf(registry: Registry, route: Route): readonly Requirement[] {
  const named = { [tenantScheme]: [] };
  if (route.access === "public")
    return route.tenancy === "none" ? [{}] : [named, ...anonymousIn(registry), {}];
  const able = [...registry.authenticatorByName.values()].filter((one) => opens(registry, one, route));
  // Clients offer the first one: a tenant's own key, where it is enough.
  const sorted = able.toSorted((one, other) => Number(other.namesTenant) - Number(one.namesTenant));
  return sorted.flatMap(({ name, namesTenant }): readonly Requirement[] => {
    const alone = { [name]: [] };
    if (namesTenant || route.tenancy === "none") return [alone];
    return [alone, { ...alone, ...named }];
  });
}

/** Credentials that name the tenant of an anonymous caller. */
function anonymousIn(registry: Registry): readonly Requirement[] {
  return [...registry.authenticatorByName.values()]
    .filter((one) => one.namesTenant && one.opens.includes("public"))
    .map(({ name }) => ({ [name]: [] }));
}

function opens(registry: Registry, authenticator: Authenticator, route: Route) {
  const { namesTenant } = authenticator;
  const { access, tenancy } = route;
  if (!canOpen(authenticator, route)) return false;
  if (access === "public" || access === "customer" || access === "account" || !namesTenant) return true;
  // A tenant's own credentials have its roles, and open nothing above tenants.
  return tenancy !== "none" && tenantRolesOf(registry, access).length > 0;
}
