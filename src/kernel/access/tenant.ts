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
  /** The current epoch of the tenant's object. Every call to the object carries it. */
  readonly epoch: Epoch;
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
