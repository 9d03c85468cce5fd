import type { Tenant } from "../../../kernel/access/tenant.ts";
import { refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";

/**
 * The origins whose pages may use a shop's passkeys: those that may call the API, the back
 * office, and the shop's own hosts.
 */
export function originsOf(
  {
    corsOrigins,
    adminOrigin,
    domains,
    slug,
  }: Pick<Tenant, "corsOrigins" | "adminOrigin" | "domains" | "slug">,
  platformDomain: string,
): readonly string[] {
  const hosts = [...domains, `${slug}.${platformDomain}`];
  const admin = adminOrigin === null ? [] : [adminOrigin];
  return [...corsOrigins, ...admin, ...hosts.map((host) => `https://${host}`)];
}

/** The domain that a passkey is for: the host of the page's origin. */
export function rpIdOf(origin: string): string {
  return new URL(origin).hostname;
}

/** The domain for a page that asks for options. Without an origin it is the shop's first one. */
export function requestedRpId(origins: readonly string[], origin: string | undefined): Result<string> {
  const page = origin ?? origins[0];
  return page !== undefined && origins.includes(page)
    ? ok(rpIdOf(page))
    : refused(
        refusalAt("origin-not-allowed", "/origin", `Add ${page ?? "the origin"} to the shop's corsOrigins.`),
      );
}
