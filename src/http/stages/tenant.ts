import { isPlatformToken } from "../../kernel/access/actor.ts";
import type { Tenant } from "../../kernel/access/tenant.ts";
import { type Refusal, refusal, refusalAt } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { TenantName } from "../../platform/directory-client.ts";
import { ensurePlatform } from "../../platform/platform-object.ts";
import { hostnameOf } from "../request/hostname.ts";
import type { Scope } from "../scope.ts";
import type { Authenticated } from "./authenticate.ts";
import type { Matched, Stage } from "./stage.ts";
import { isName, type Name, type Names, nameOfHost, namesIn } from "./tenant-names.ts";

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
  run(known) {
    if (known.route.tenancy === "none") return aboveTenants(known.scope);
    const named = namesIn(known.scope, known.route, known.caller);
    // A tenant that this isolate has just resolved is there without waiting.
    const sources = sourcesAmong(named, (name) => known.scope.directory.known(name));
    return sources === null ? lookUp(known, named) : located(known, sources);
  },
};

async function aboveTenants({ env }: Scope): Promise<Result<Located>> {
  await ensurePlatform(env);
  return ok({ tenant: null, logOwner: "platform" });
}

async function lookUp(known: Matched & Authenticated, named: Names): Promise<Result<Located>> {
  const found = new Map<TenantName, Tenant | null>();
  const resolve = async (name: TenantName) => found.set(name, await known.scope.directory.resolve(name));
  await Promise.all(Object.values(named).map((name) => isName(name) && resolve(name)));
  const sources = sourcesAmong(named, (name) => found.get(name) ?? null);
  if (sources === null) throw new Error("a name was not looked up");
  return located(known, sources);
}

const unknown = refusal("tenant-not-found", "No tenant has this name.");

/**
 * The credential, the host and the X-Tenant header can each name a tenant. All that are present must agree, so a
 * credential never reaches into another tenant, and a header never overrides a storefront's host.
 */
function located(
  { scope, route, caller }: Matched & Authenticated,
  sources: Sources,
): Result<Located> | Promise<Result<Located>> {
  const checked = checkedSources(sources);
  if (!checked.ok) return checked;
  const { credential, host, header, path } = checked.value;
  const chosen = credential ?? host ?? header ?? path;
  if (chosen === null && route.tenancy === "optional" && isPlatformToken(caller.actor))
    return aboveTenants(scope);
  if (chosen === null) return refused(refusal("tenant-required", howToName(scope.env.PLATFORM_DOMAIN)));
  for (const other of [host, header]) {
    if (credential !== null && other !== null && other.id !== credential.id)
      return refused(mismatch("The credential belongs to another tenant."));
  }
  if (host !== null && header !== null && host.id !== header.id) {
    return refused({ ...mismatch("The host and the X-Tenant header name different tenants."), status: 400 });
  }
  if (chosen.status === "suspended") return refused(refusal("tenant-suspended", "The tenant is suspended."));
  return ok({ tenant: chosen, logOwner: chosen.id });
}

function howToName(platformDomain: string): string {
  const example = platformDomain === "" ? "" : `, such as <slug>.${platformDomain}`;
  return `The request names no tenant. Send its slug or id as X-Tenant, or call its own host${example}.`;
}

interface Sources {
  readonly credential: Result<Tenant | null>;
  readonly host: Result<Tenant | null>;
  readonly header: Result<Tenant | null>;
  readonly path: Result<Tenant | null>;
}

/** Null if one of the names has to be looked up. */
function sourcesAmong(
  { credential, host, header, path }: Names,
  known: (name: TenantName) => Tenant | null | undefined,
): Sources | null {
  // A host that belongs to no tenant names none: the platform can be reached under hosts of its own.
  const hostResult =
    isName(host) && host.by === "host" ? okIfKnown(known(host)) : resultOf(host, known, unknown);
  const headerResult = resultOf(header, known, notAName);
  const credentialResult = resultOf(credential, known, unknown);
  const pathResult = resultOf(path, known, noSuchPath);
  if (hostResult === undefined || headerResult === undefined) return null;
  if (credentialResult === undefined || pathResult === undefined) return null;
  return { credential: credentialResult, host: hostResult, header: headerResult, path: pathResult };
}

function okIfKnown(tenant: Tenant | null | undefined): Result<Tenant | null> | undefined {
  return tenant === undefined ? undefined : ok(tenant);
}

function resultOf(
  name: Name,
  known: (name: TenantName) => Tenant | null | undefined,
  noName: Refusal,
): Result<Tenant | null> | undefined {
  if (name === "no-name") return refused(noName);
  if (!isName(name)) return ok(name);
  const tenant = known(name);
  if (tenant === undefined) return undefined;
  return tenant === null ? refused(unknown) : ok(tenant);
}

interface Checked {
  readonly credential: Tenant | null;
  readonly host: Tenant | null;
  readonly header: Tenant | null;
  readonly path: Tenant | null;
}

function checkedSources({ credential, host, header, path }: Sources): Result<Checked> {
  if (!credential.ok) return credential;
  if (!header.ok && header.refusal.code === "invalid-tenant") return header;
  // A credential learns nothing about other tenants, not even whether they exist.
  if (credential.value !== null && (!host.ok || !header.ok))
    return refused(mismatch("The credential belongs to another tenant."));
  if (!host.ok) return host;
  if (!header.ok) return header;
  // What it was signed for is checked by its operation. Until then it is as good as any other path.
  if (!path.ok) return path;
  return ok({ credential: credential.value, host: host.value, header: header.value, path: path.value });
}

/** The tenant that the host names. Null if it names none. */
export async function tenantOfHost(scope: Scope): Promise<Result<Tenant | null>> {
  const name = nameOfHost(hostnameOf(scope.request.url), scope.env.PLATFORM_DOMAIN);
  if (name === "no-name") return refused(unknown);
  if (!isName(name)) return ok(name);
  const tenant = await scope.directory.resolve(name);
  return tenant === null && name.by === "slug" ? refused(unknown) : ok(tenant);
}

const noSuchPath = refusal("not-found", "There is nothing at this path.");
const notAName = refusalAt("invalid-tenant", "/header/X-Tenant", "X-Tenant takes a slug or a tenant id.");

function mismatch(detail: string) {
  return refusal("tenant-mismatch", detail);
}
