import { isPlatformToken } from "../../kernel/access/actor.ts";
import type { Caller } from "../../kernel/access/authenticator.ts";
import { plainTenant, type Tenant } from "../../kernel/access/tenant.ts";
import { isHost, normalName, slugPattern } from "../../kernel/access/tenant-name.ts";
import type { Route } from "../../kernel/api/route.ts";
import { parseId, platformIds } from "../../kernel/values/id.ts";
import type { TenantName } from "../../platform/directory-client.ts";
import { hostnameOf } from "../request/hostname.ts";
import type { Scope } from "../scope.ts";

/** The names in a request: of its credential, its host, its X-Tenant header, and its path. */
export function namesIn(scope: Scope, route: Route, caller: Caller): Names {
  return {
    credential: caller.tenantId === null ? null : { by: "id", value: caller.tenantId },
    host: nameOfHost(hostnameOf(scope.request.url), scope.env.PLATFORM_DOMAIN),
    header: nameOfHeader(scope, route, caller),
    path: nameOfPath(scope, route),
  };
}

/** Whether there is a name to look up. */
export function isName(name: Name): name is TenantName {
  return typeof name === "object" && name !== null && "by" in name;
}

/** A source names a tenant, names none, or says something that is no name. */
export type Name = TenantName | Tenant | null | "no-name";

/** What each source of a request names. */
export interface Names {
  readonly credential: Name;
  readonly host: Name;
  readonly header: Name;
  /** Of a path that is signed. */
  readonly path: Name;
}
/** The name that a host is. A platform's own host is none. */
export function nameOfHost(host: string, platformDomain: string): Name {
  if (host === platformDomain) return null;
  if (!host.endsWith(`.${platformDomain}`)) return isHost(host) ? { by: "host", value: host } : null;
  const slug = host.slice(0, -platformDomain.length - 1);
  return slugPattern.test(slug) ? { by: "slug", value: slug } : "no-name";
}

function nameOfPath({ target }: Scope, { tenantIn }: Route): Name {
  const id = tenantIn === null || target.params === null ? null : tenantIn(target.params);
  return id === null ? null : { by: "id", value: id };
}

function nameOfHeader(scope: Scope, route: Route, caller: Caller): Name {
  const header = scope.request.headers.get("X-Tenant");
  if (header === null) return null;
  if (isPlatformItself(route, caller, header)) return platformItself;
  const slug = normalName(header);
  // Most slugs could not be ids.
  const id = slug.startsWith("ten_")
    ? parseId(platformIds.tenant, header.trim().replace(/^TEN_/, "ten_"))
    : null;
  if (id !== null) return { by: "id", value: id };
  return slugPattern.test(slug) ? { by: "slug", value: slug } : "no-name";
}

/** The platform is a tenant as well. Its log, subscriptions and audit log are open to its own staff. */
function isPlatformItself({ operation }: Route, { actor }: Caller, header: string): boolean {
  return operation.scope === "any" && isPlatformToken(actor) && header.trim() === "platform";
}

const platformItself = plainTenant({ id: "platform", slug: "platform", name: "Platform" });
