import type { Money } from "../../../kernel/values/money.ts";
import type { Settings } from "../../tenants/index.ts";
import type { KnownZone } from "../rules.ts";

/** Calculates taxes. The built-in one goes by the tenant's zones; another can take its place. */
export interface TaxCalculator {
  readonly name: string;
  /** What holds for one order. Pure: whatever it depends on has been read. */
  taxationOf(circumstances: TaxCircumstances): Taxation;
}

/** What the taxes of an order depend on, besides what is bought. */
export interface TaxCircumstances {
  readonly zones: readonly KnownZone[];
  readonly settings: TaxSettings;
  /** Where the goods go, else where the bill goes; null as long as nobody has said it. */
  readonly destination: TaxDestination | null;
  /** Whether the customer pays no taxes. */
  readonly isExempt: boolean;
}

export type TaxSettings = Pick<Settings, "pricesIncludeTax" | "taxShipping" | "homeCountry" | "priceStays">;

/** As much of an address as zones go by. */
export interface TaxDestination {
  readonly country: string;
  readonly province: string | null;
  readonly postalCode: string | null;
}

/** How one order is taxed. */
export interface Taxation {
  /** What its rates come from; null if nothing is taxed. */
  readonly zone: { readonly id: string; readonly name: string } | null;
  /** Why it is taxed, or why not: in kebab case. */
  readonly reason: string;
  /** What a unit costs this customer there. Only prices that include tax can differ from what was entered. */
  unitPrice(entered: Money, category: string): Money;
  /** The same of shipping, whose tax can depend on what is shipped. */
  shippingPrice(entered: Money, category: string, lines: readonly TaxedLine[]): Money;
  /** The taxes of a line, or those that its price includes: of what is left of it after discounts. */
  ofLine(left: Money, category: string): readonly TaxAmount[];
  /** The taxes of what is left of shipping. */
  ofShipping(left: Money, category: string, lines: readonly TaxedLine[]): readonly TaxAmount[];
}

/** A line by which the taxes of shipping can go. */
export interface TaxedLine {
  readonly category: string;
  /** What is left of it after discounts. */
  readonly left: Money;
}

/** The tax at one rate. */
export interface TaxAmount {
  readonly name: string;
  /** Basis points: 2000 is 20 %. */
  readonly rate: number;
  readonly amount: Money;
}
