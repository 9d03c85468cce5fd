import { pricedCountry, pricingOf, type Tenant } from "../../kernel/access/tenant.ts";
import type { Route, RouteRequest } from "../../kernel/api/route.ts";
import type { PageRequest } from "../../kernel/read/page.ts";
import type { CacheSpace, Reuse } from "../../kernel/read/query.ts";
import { canonicalJson } from "../../kernel/values/digest.ts";
import { servedLocales } from "../../kernel/values/locale.ts";
import type { Input } from "../request/input.ts";

/** A storefront read in canonical form. Requests with the same key have the same answer. */
export interface CanonicalRead {
  readonly key: string;
  readonly space: CacheSpace;
  readonly read: StoreRead;
}

/** A storefront read, parsed. Plain data: it travels to the tenant's read gate. */
export interface StoreRead {
  readonly operationId: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly page: PageRequest;
  readonly list: string;
  readonly requestedLocales: readonly string[];
  /** The path in canonical form, and the query as it was sent, for the link to the next page. */
  readonly path: string;
  readonly search: string;
  /** The origin that the request came to, if the answer varies with it. */
  readonly origin?: string | undefined;
}

/** How answers of a route are reused. Null if they aren't. */
export function reuseOf({ operation }: Route): Reuse | null {
  return operation.kind === "view" ? operation.reuse : null;
}

/**
 * The canonical form of a parsed request. What was asked for by a header counts as what it means for the tenant: every
 * `Accept-Language` that leads to German is the same. Null if its answer is not reused.
 */
export function canonicalRead(
  route: Route,
  tenant: Tenant,
  input: Pick<Input, "params" | "query" | "page" | "list" | "requestedLocales">,
  { origin, ...target }: Pick<StoreRead, "path" | "search" | "origin">,
): CanonicalRead | null {
  const { params, query, page, list, requestedLocales } = input;
  // A cursor leads deep into a list, where few others go.
  if (page.after !== null) return null;
  const asked = { operationId: route.operationId, params, query, page, list, requestedLocales, ...target };
  const read = variesWithOrigin(route) ? { ...asked, origin } : asked;
  const space = reuseOf(route)?.space(route.inputOf?.(requestOf(read))) ?? null;
  if (space === null) return null;
  const { limit, count } = page;
  const { facets = false, currency = tenant.defaultCurrency, country } = asRecord(query);
  const locales = servedLocales(requestedLocales, tenant).join();
  const prices = [
    pricingOf(tenant).hasLists,
    pricedCountry(tenant, typeof country === "string" ? country : null),
  ];
  const shared = `${list} ${canonicalJson([limit, count, facets, currency, ...prices])} ${locales}`;
  const key = "origin" in read ? `${shared} ${origin}` : shared;
  return { key, space, read };
}

function variesWithOrigin({ operation }: Route): boolean {
  return operation.kind === "view" && operation.varies.includes("origin");
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Record<string, unknown>;
}

/** The request of a read, as its route takes it. */
export function requestOf(read: StoreRead): RouteRequest<unknown, unknown, unknown> {
  const { params, query, page, requestedLocales } = read;
  return {
    params,
    query,
    page,
    requestedLocales,
    body: undefined,
    tokens: {},
    prefers: () => false,
    charset: null,
    contentType: "",
    respondAsync: false,
  };
}

const settings = new WeakMap<Tenant, string>();

/** A request as it was sent: its URL and language, for a tenant with these settings. */
export function sentAs(tenant: Tenant, url: string, acceptLanguage: string | null): string {
  let known = settings.get(tenant);
  if (known === undefined) {
    const { id, defaultLocale, locales, defaultCurrency, currencies } = tenant;
    const pricing = pricingOf(tenant);
    known = canonicalJson([id, defaultLocale, locales, defaultCurrency, currencies, { ...pricing }]);
    settings.set(tenant, known);
  }
  return `${known} ${acceptLanguage ?? ""} ${url}`;
}
