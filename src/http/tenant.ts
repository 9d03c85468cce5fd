import { platformToken } from "../kernel/access/actor.ts";
import { refusal, refusalAt } from "../kernel/api/problem.ts";
import type { Tenant } from "../kernel/api/route.ts";
import { parseId } from "../kernel/values/id.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { isHost, normalName, slugPattern } from "../modules/tenants/index.ts";
import type { Caller } from "./caller.ts";
import type { Scope } from "./scope.ts";

const unknown = refusal("tenant-not-found", "No tenant has this name.");

/**
 * The one tenant that credential, host and header speak of. All that are present must agree, so a credential can
 * never reach into another tenant, and a storefront's host can never be overridden by a header.
 */
export async function resolveTenant(scope: Scope, caller: Caller): Promise<Result<Tenant>> {
  const named = await namedBySources(scope, caller);
  if (!named.ok) return named;
  const { credential, host, header } = named.value;
  const tenant = credential ?? host ?? header;
  if (tenant === null) return refused(refusal("tenant-required", "Nothing in the request names a tenant."));
  for (const other of [host, header]) {
    if (credential !== null && other !== null && other.id !== credential.id)
      return refused(mismatch("The credential belongs to another tenant."));
  }
  if (host !== null && header !== null && host.id !== header.id) {
    return refused({ ...mismatch("The host and the X-Tenant header name different tenants."), status: 400 });
  }
  if (tenant.status === "suspended") return refused(refusal("tenant-suspended", "The tenant is suspended."));
  return ok(tenant);
}

interface Sources {
  readonly credential: Tenant | null;
  readonly host: Tenant | null;
  readonly header: Tenant | null;
}

async function namedBySources(scope: Scope, caller: Caller): Promise<Result<Sources>> {
  const [credential, host, header] = await Promise.all([
    byCredential(scope, caller),
    byHost(scope),
    byHeader(scope, caller),
  ]);
  if (!credential.ok) return credential;
  if (!header.ok && header.refusal.code === "invalid-tenant") return header;
  // What a foreign credential may learn of other names is only that they are not its own.
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

async function byHost(scope: Scope): Promise<Result<Tenant | null>> {
  const host = scope.url.hostname.toLowerCase().replace(/\.$/, "");
  const platformDomain = scope.env.PLATFORM_DOMAIN;
  if (host === platformDomain) return ok(null);
  if (host.endsWith(`.${platformDomain}`)) {
    const slug = host.slice(0, -platformDomain.length - 1);
    const tenant = slugPattern.test(slug) ? await scope.directory.resolve({ by: "slug", value: slug }) : null;
    return tenant === null ? refused(unknown) : ok(tenant);
  }
  // A host that is nobody's is no source at all: the platform may be reached under names of its own.
  return ok(isHost(host) ? await scope.directory.resolve({ by: "host", value: host }) : null);
}

async function byHeader(scope: Scope, caller: Caller): Promise<Result<Tenant | null>> {
  const header = scope.request.headers.get("X-Tenant");
  if (header === null) return ok(null);
  if (isPlatformItself(scope, caller, header)) return ok(platformItself);
  const id = parseId("tenant", header.trim().replace(/^TEN_/, "ten_"));
  const slug = normalName(header);
  if (id === null && !slugPattern.test(slug)) {
    return refused(refusalAt("invalid-tenant", "/header/X-Tenant", "X-Tenant takes a slug or a tenant id."));
  }
  const tenant = await scope.directory.resolve(
    id === null ? { by: "slug", value: slug } : { by: "id", value: id },
  );
  return tenant === null ? refused(unknown) : ok(tenant);
}

/** The platform is a tenant as well: its log, its followers and its journal are for platform staff to see. */
function isPlatformItself({ url }: Scope, { actor }: Caller, header: string): boolean {
  const shown = url.pathname.startsWith("/v1/ops/") || url.pathname === "/v1/admin/audit";
  return shown && actor.kind === "system" && actor.id === platformToken.id && header.trim() === "platform";
}

const platformItself: Tenant = {
  id: "platform",
  slug: "platform",
  name: "The platform",
  status: "active",
  domains: [],
  defaultLocale: "en",
  locales: ["en"],
  defaultCurrency: "USD",
  currencies: ["USD"],
  lowStockThreshold: 0,
  disabledModules: [],
  epoch: { epoch: 1, floors: {} },
};

function mismatch(detail: string) {
  return refusal("tenant-mismatch", detail);
}
