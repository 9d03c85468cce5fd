import { isPlatformToken } from "../../kernel/access/actor.ts";
import type { Caller } from "../../kernel/access/authenticator.ts";
import type { Tenant } from "../../kernel/access/tenant.ts";
import { isHost, normalName, slugPattern } from "../../kernel/access/tenant-name.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import type { Route } from "../../kernel/api/route.ts";
import { parseId, platformIds } from "../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { ensurePlatform } from "../../platform/platform-object.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "./authenticate.ts";
import type { Matched, Stage } from "./stage.ts";

/** The tenant of a request. */
export interface Located {
  /** Null for what is above tenants. */
  readonly tenant: Tenant | null;
  /** The tenant whose log the answer speaks of: the request's own, or the platform's. */
  readonly logOwner: string;
}

/** Finds the tenant that the request names. */
export const tenant: Stage<Matched & Authenticated, Located> = {
  name: "tenant",
  refuses: [400, 403, 404],
  async run({ scope, route, caller }) {
    if (route.tenancy === "none") {
      await ensurePlatform(scope.env);
      return ok({ tenant: null, logOwner: "platform" });
    }
    const found = await resolveTenant(scope, route, caller);
    if (!found.ok) return found;
    return ok({ tenant: found.value, logOwner: found.value?.id ?? "platform" });
  },
};

const unknown = refusal("tenant-not-found", "No tenant has this name.");

/**
 * The credential, the host and the X-Tenant header can each name a tenant. All that are present must agree, so a
 * credential never reaches into another tenant, and a header never overrides a storefront's host.
 */
async function resolveTenant(scope: Scope, route: Route, caller: Caller): Promise<Result<Tenant | null>> {
  const named = await namedBySources(scope, route, caller);
  if (!named.ok) return named;
  const { credential, host, header } = named.value;
  const chosen = credential ?? host ?? header;
  if (chosen === null && route.tenancy === "optional" && isPlatformToken(caller.actor)) return ok(null);
  if (chosen === null) return refused(refusal("tenant-required", howToName(scope.env.PLATFORM_DOMAIN)));
  for (const other of [host, header]) {
    if (credential !== null && other !== null && other.id !== credential.id)
      return refused(mismatch("The credential belongs to another tenant."));
  }
  if (host !== null && header !== null && host.id !== header.id) {
    return refused({ ...mismatch("The host and the X-Tenant header name different tenants."), status: 400 });
  }
  if (chosen.status === "suspended") return refused(refusal("tenant-suspended", "The tenant is suspended."));
  return ok(chosen);
}

function howToName(platformDomain: string): string {
  const example = platformDomain === "" ? "" : `, such as <slug>.${platformDomain}`;
  return `The request names no tenant. Send its slug or id as X-Tenant, or call its own host${example}.`;
}

interface Sources {
  readonly credential: Tenant | null;
  readonly host: Tenant | null;
  readonly header: Tenant | null;
}

async function namedBySources(scope: Scope, route: Route, caller: Caller): Promise<Result<Sources>> {
  const [credential, host, header] = await Promise.all([
    byCredential(scope, caller),
    tenantOfHost(scope),
    byHeader(scope, route, caller),
  ]);
  if (!credential.ok) return credential;
  if (!header.ok && header.refusal.code === "invalid-tenant") return header;
  // A credential learns nothing about other tenants, not even whether they exist.
  if (credential.value !== null && (!host.ok || !header.ok))
    return refused(mismatch("The credential belongs to another tenant."));
  if (!host.ok) return host;
  if (!header.ok) return header;
  return ok({ credential: credential.value, host: host.value, header: header.value });
}

async function byCredential(scope: Scope, caller: Caller): Promise<Result<Tenant | null>> {
  if (caller.tenantId === null) return ok(null);
  const tenant = await scope.directory.resolve({ by: "id", value: caller.tenantId });
  return tenant === null ? refused(unknown) : ok(tenant);
}

/** The tenant that the host names. Null if it names none. */
export async function tenantOfHost(scope: Scope): Promise<Result<Tenant | null>> {
  const host = scope.url.hostname.toLowerCase().replace(/\.$/, "");
  const platformDomain = scope.env.PLATFORM_DOMAIN;
  if (host === platformDomain) return ok(null);
  if (host.endsWith(`.${platformDomain}`)) {
    const slug = host.slice(0, -platformDomain.length - 1);
    const tenant = slugPattern.test(slug) ? await scope.directory.resolve({ by: "slug", value: slug }) : null;
    return tenant === null ? refused(unknown) : ok(tenant);
  }
  // A host that belongs to no tenant names none: the platform can be reached under hosts of its own.
  return ok(isHost(host) ? await scope.directory.resolve({ by: "host", value: host }) : null);
}

async function byHeader(scope: Scope, route: Route, caller: Caller): Promise<Result<Tenant | null>> {
  const header = scope.request.headers.get("X-Tenant");
  if (header === null) return ok(null);
  if (isPlatformItself(route, caller, header)) return ok(platformItself);
  const id = parseId(platformIds.tenant, header.trim().replace(/^TEN_/, "ten_"));
  const slug = normalName(header);
  if (id === null && !slugPattern.test(slug)) {
    return refused(refusalAt("invalid-tenant", "/header/X-Tenant", "X-Tenant takes a slug or a tenant id."));
  }
  const tenant = await scope.directory.resolve(
    id === null ? { by: "slug", value: slug } : { by: "id", value: id },
  );
  return tenant === null ? refused(unknown) : ok(tenant);
}

/** The platform is a tenant as well. Its log, subscriptions and audit log are open to its own staff. */
function isPlatformItself({ operation }: Route, { actor }: Caller, header: string): boolean {
  return operation.scope === "any" && isPlatformToken(actor) && header.trim() === "platform";
}

const platformItself: Tenant = {
  id: "platform",
  slug: "platform",
  name: "Platform",
  status: "active",
  domains: [],
  defaultLocale: "en",
  locales: ["en"],
  defaultCurrency: "USD",
  currencies: ["USD"],
  lowStockThreshold: 0,
  disabledModules: [],
  corsOrigins: [],
  epoch: { epoch: 1, floors: {} },
};

function mismatch(detail: string) {
  return refusal("tenant-mismatch", detail);
}
