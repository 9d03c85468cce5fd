import type { Basket, Shop } from "../vector.ts";
import { meet } from "./selection.ts";
import { addressOf } from "./tax-rates.ts";

export interface UnitPrice {
  readonly amount: bigint;
  readonly compareAt: bigint | null;
}

/** The price of one unit of a variant in this basket, as the shop entered it; null if there is none. */
export function unitPriceOf(shop: Shop, basket: Basket, variantId: string): UnitPrice | null {
  const { base, candidates } = candidatesFor(shop, basket, variantId);
  const override = bestOf(candidates.filter(({ kind }) => kind === "override"));
  const sale = bestOf(candidates.filter(({ kind }) => kind === "sale"));
  const regular = override === undefined ? base : { amount: override.amount, compareAt: null };
  if (sale === undefined) return regular;
  if (regular === null) return { amount: sale.amount, compareAt: null };
  return sale.amount < regular.amount ? { amount: sale.amount, compareAt: regular.amount } : regular;
}

interface Candidate {
  readonly kind: "override" | "sale";
  readonly amount: bigint;
  /** How many kinds of rule its list has. */
  readonly rules: number;
  readonly priority: number;
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.toSorted(
    (a, b) => b.rules - a.rules || b.priority - a.priority || Number(a.amount - b.amount),
  )[0];
}

function candidatesFor(shop: Shop, basket: Basket, variantId: string) {
  const quantity = basket.items
    .filter((item) => item.variantId === variantId)
    .reduce((all, item) => all + item.quantity, 0);
  const fits = (price: {
    currency: string;
    minQuantity?: number | undefined;
    maxQuantity?: number | undefined;
  }) =>
    price.currency === basket.currency &&
    (price.minQuantity ?? 1) <= quantity &&
    quantity <= (price.maxQuantity ?? Number.POSITIVE_INFINITY);
  const entered = shop.products
    .flatMap(({ variants }) => variants)
    .find(({ id }) => id === variantId)
    ?.prices.find(fits);
  const candidates = (shop.priceLists ?? [])
    .filter((list) => holds(list, basket))
    .flatMap((list) =>
      list.prices
        .filter((price) => price.variantId === variantId && fits(price))
        .map(
          (price): Candidate => ({
            kind: list.kind,
            amount: BigInt(price.amount),
            rules: Object.values(list.rules ?? {}).filter((rule) => rule !== undefined).length,
            priority: list.priority ?? 0,
          }),
        ),
    );
  return { base: entered === undefined ? null : baseOf(entered), candidates };
}

function baseOf({
  amount,
  compareAtAmount,
}: {
  amount: number;
  compareAtAmount?: number | undefined;
}): UnitPrice {
  return {
    amount: BigInt(amount),
    compareAt: compareAtAmount === undefined ? null : BigInt(compareAtAmount),
  };
}

function holds(list: NonNullable<Shop["priceLists"]>[number], basket: Basket): boolean {
  const { countries, customerGroups } = list.rules ?? {};
  const country = addressOf(basket)?.country;
  return (
    list.status === "active" &&
    isWithin(list, basket.at) &&
    (countries === undefined || (country !== undefined && countries.includes(country))) &&
    (customerGroups === undefined || meet(customerGroups, basket.customer?.groups ?? []))
  );
}

/** From its start on, before its end. */
export function isWithin(
  { startsAt, endsAt }: { readonly startsAt?: string | undefined; readonly endsAt?: string | undefined },
  at: string,
): boolean {
  return !isBefore(at, startsAt) && !isOver(at, endsAt);
}

export function isBefore(at: string, startsAt: string | undefined): boolean {
  return startsAt !== undefined && Date.parse(at) < Date.parse(startsAt);
}

export function isOver(at: string, endsAt: string | undefined): boolean {
  return endsAt !== undefined && Date.parse(endsAt) <= Date.parse(at);
}
