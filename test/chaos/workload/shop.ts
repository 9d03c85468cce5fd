import type { Random } from "../../../src/kernel/values/id.ts";

/** What the clients of a tenant know of it together, from the answers they got. */
export interface Shop {
  readonly id: string;
  readonly slug: string;
  readonly adminKey: string;
  readonly products: Map<string, KnownProduct>;
  /** Variants, and whether they can go without anybody missing them: nobody looks for those without a SKU. */
  readonly variants: Map<string, { readonly mayGo: boolean }>;
  readonly groups: Map<string, "collections" | "categories">;
  readonly locations: Set<string>;
  readonly apiKeys: Map<string, string>;
  /** Variants on sale of which there were so many at first, and that nobody but shoppers takes. */
  readonly goods: Set<string>;
  readonly stockedGoods: number;
  readonly carts: Set<string>;
  readonly orders: Map<string, KnownOrder>;
  /** Acknowledged refunds by their reasons, each of which is said once. */
  readonly refunds: Map<string, { readonly orderId: string; readonly amount: number }>;
  /** Rebuilds that were asked for, the latest last. */
  readonly rebuilds: string[];
  /** What somebody has begun to delete: it may be gone or not. */
  readonly doomed: Set<string>;
  /** Until when requests may be refused because the shop is suspended, or a module is off. */
  closedUntil: number;
  /** Whether a restore is under way, and how many there were. */
  restoring: boolean;
  restores: number;
  /** Stock that is only ever adjusted: variant, and the sum of what was acknowledged. */
  readonly counters: Map<string, number>;
}

export interface KnownOrder {
  readonly number: number;
  readonly accessToken: string;
  readonly total: { readonly amount: number; readonly currency: string };
}

export interface KnownProduct {
  readonly version: number;
  readonly sku: string | null;
  readonly variants: readonly string[];
  /** The token of the write that told of it. */
  readonly token: string | null;
}

export function openShop(id: string, slug: string, adminKey: string): Shop {
  return {
    id,
    slug,
    adminKey,
    products: new Map(),
    variants: new Map(),
    groups: new Map(),
    locations: new Set(),
    apiKeys: new Map(),
    goods: new Set(),
    stockedGoods: 80,
    carts: new Set(),
    orders: new Map(),
    refunds: new Map(),
    rebuilds: [],
    doomed: new Set(),
    closedUntil: 0,
    restoring: false,
    restores: 0,
    counters: new Map(),
  };
}

/** Whether a refusal may be because the shop was closed at some moment since. */
export function wasClosed({ closedUntil }: Shop, since: number): boolean {
  return since < closedUntil;
}

/** One of them, by chance; undefined where there is none. */
export function oneOf<Item>(items: Iterable<Item>, random: Random): Item | undefined {
  const all = [...items];
  return all[Math.floor(random() * all.length)];
}
