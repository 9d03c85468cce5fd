import { isCalledFor, reasonNotMatching, specificityOf } from "./matching-rules.ts";
import type {
  BasePrice,
  ListedPrice,
  PriceCandidate,
  PricedVariant,
  PriceQuestion,
  PriceReason,
  PriceSource,
  SelectedPrice,
} from "./prices.ts";

/** The price of a variant in one currency. Null if it has none. A price of 0 is a price. */
export function selectPrice(variant: PricedVariant, question: PriceQuestion): SelectedPrice | null {
  return selectedIn(variant, selectionOf(variant, question));
}

/** The same for prices of lists that are known to match: only the quantity is left to look at. */
export function selectMatching(
  variant: PricedVariant,
  asked: Pick<PriceQuestion, "quantity">,
): SelectedPrice | null {
  const matching = variant.listed.filter((price) => isCalledFor(price, asked));
  return selectedIn(variant, selectionAmong(variant, matching, asked));
}

function selectedIn(variant: PricedVariant, selection: Selection): SelectedPrice | null {
  const { chosen, regular, isSale } = selection;
  if (chosen === null) return null;
  const before = isSale ? (regular?.amount ?? null) : enteredWith(chosen);
  return { amount: chosen.amount, compareAtAmount: before, source: sourceOf(variant, chosen) };
}

/** All prices of a variant in one currency, each with the reason why it was chosen or not. */
export function explainPrice(variant: PricedVariant, question: PriceQuestion): readonly PriceCandidate[] {
  const selection = selectionOf(variant, question);
  const candidate = (price: BasePrice | ListedPrice, reason: PriceReason): PriceCandidate => ({
    source: sourceOf(variant, price),
    amount: price.amount,
    chosen: price === selection.chosen,
    reason,
  });
  return [
    ...variant.base.map((price) => candidate(price, reasonOfBase(price, selection, question))),
    ...variant.listed.map((price) => candidate(price, reasonOfListed(price, selection, question))),
  ];
}

/** What was chosen, and what it was chosen from. */
interface Selection {
  readonly chosen: BasePrice | ListedPrice | null;
  /** The best of the override lists. */
  readonly override: ListedPrice | null;
  /** What was found without sale lists. */
  readonly regular: BasePrice | ListedPrice | null;
  /** The best of the sale lists. */
  readonly sale: ListedPrice | null;
  readonly isSale: boolean;
}

function selectionOf(variant: PricedVariant, question: PriceQuestion): Selection {
  const matching = variant.listed.filter((price) => reasonNotMatching(price, question) === null);
  return selectionAmong(variant, matching, question);
}

function selectionAmong(
  variant: PricedVariant,
  matching: readonly ListedPrice[],
  asked: Pick<PriceQuestion, "quantity">,
): Selection {
  const ofKind = (kind: ListedPrice["list"]["kind"]) => matching.filter(({ list }) => list.kind === kind);
  const [override = null] = ofKind("override").toSorted(byRank);
  const [sale = null] = ofKind("sale").toSorted(byRank);
  const base = variant.base.find((price) => isCalledFor(price, asked)) ?? null;
  const regular = override ?? base;
  const isSale = sale !== null && (regular === null || sale.amount < regular.amount);
  return { chosen: isSale ? sale : regular, override, regular, sale, isSale };
}

/** More kinds of rule first, then higher priority, then the lowest amount, then the older list. */
function byRank(a: ListedPrice, b: ListedPrice): number {
  return (
    specificityOf(b.list) - specificityOf(a.list) ||
    b.list.priority - a.list.priority ||
    a.amount - b.amount ||
    (a.list.id < b.list.id ? -1 : 1)
  );
}

/** What staff entered to compare a price with. Those of lists have nothing. */
function enteredWith(price: BasePrice | ListedPrice): number | null {
  return "list" in price ? null : price.compareAtAmount;
}

function reasonOfBase(price: BasePrice, selection: Selection, question: PriceQuestion): PriceReason {
  if (price === selection.chosen) return "base-price";
  if (!isCalledFor(price, question)) return "other-quantity";
  return selection.override === null ? "sale-is-lower" : "overridden";
}

function reasonOfListed(price: ListedPrice, selection: Selection, question: PriceQuestion): PriceReason {
  const mismatch = reasonNotMatching(price, question);
  if (mismatch !== null) return mismatch;
  const { chosen, override, sale } = selection;
  switch (price.list.kind) {
    case "override":
      if (price === chosen) return "override-list";
      return override === null || price === override ? "sale-is-lower" : reasonBehind(price, override);
    case "sale":
      if (price === chosen) return "sale-list";
      return sale === null || price === sale ? "sale-not-lower" : reasonBehind(price, sale);
  }
}

function reasonBehind(price: ListedPrice, winner: ListedPrice): PriceReason {
  if (specificityOf(price.list) < specificityOf(winner.list)) return "less-specific";
  if (price.list.priority < winner.list.priority) return "lower-priority";
  return price.amount > winner.amount ? "higher-amount" : "same-amount";
}

function sourceOf({ variantId }: PricedVariant, price: BasePrice | ListedPrice): PriceSource {
  return "list" in price ? { kind: "price-list", id: price.list.id } : { kind: "base", id: variantId };
}
