import type { Epoch } from "../delivery/epoch.ts";

/** The tenant a request is for, as the directory knows it; at most four seconds old. */
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
  /** Which life of its object is the present one: every call to it says so. */
  readonly epoch: Epoch;
}
