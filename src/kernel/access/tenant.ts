import type { Epoch } from "../delivery/epoch.ts";

/** The tenant of a request, as the directory last reported it. At most four seconds old. */
export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly domains: readonly string[];
  readonly defaultLocale: string;
  readonly locales: readonly string[];
  readonly defaultCurrency: string;
  readonly currencies: readonly string[];
  readonly lowStockThreshold: number;
  readonly disabledModules: readonly string[];
  /** The origins whose pages may call the store. */
  readonly corsOrigins: readonly string[];
  /** The origin of the back office. */
  readonly adminOrigin: string | null;
  /** Where the storefront shows what, by kind of page. A tenant that an older release passes on has none. */
  readonly urlPatterns?: Readonly<Record<string, string>> | undefined;
  /** What crawlers are told. */
  readonly robots?: string | null | undefined;
  /** A tenant that an older release passes on has none. */
  readonly pricing?: TenantPricing | undefined;
  /** The current epoch of the tenant's object. Every call to the object carries it. */
  readonly epoch: Epoch;
}

/** What the prices of a tenant's store can depend on. */
export interface TenantPricing {
  /** Whether there are active price lists. */
  readonly hasLists: boolean;
  /** The countries that a rule of theirs names. */
  readonly countries: readonly string[];
}

/** What a tenant's prices can depend on. Without lists, everybody has the same. */
export function pricingOf({ pricing }: Pick<Tenant, "pricing">): TenantPricing {
  return pricing ?? { hasLists: false, countries: [] };
}

/** The country that prices depend on: one that no rule names counts as none. */
export function pricedCountry(tenant: Pick<Tenant, "pricing">, country: string | null): string | null {
  return country !== null && pricingOf(tenant).countries.includes(country) ? country : null;
}

/** A tenant with the least settings: one language, one currency, every module. */
export function plainTenant(names: Pick<Tenant, "id" | "slug" | "name">): Tenant {
  return {
    ...names,
    status: "active",
    domains: [],
    defaultLocale: "en",
    locales: ["en"],
    defaultCurrency: "USD",
    currencies: ["USD"],
    lowStockThreshold: 0,
    disabledModules: [],
    corsOrigins: [],
    adminOrigin: null,
    epoch: { epoch: 1, floors: {} },
  };
}
