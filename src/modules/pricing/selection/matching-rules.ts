import type { ListedPrice, PriceBreak, PriceQuestion, PriceReason, SelectableList } from "./prices.ts";

/** Why a list's price is no candidate; null if it is one. */
export function reasonNotMatching(price: ListedPrice, question: PriceQuestion): PriceReason | null {
  const { list } = price;
  if (list.status === "draft") return "list-is-draft";
  if (list.startsAt !== null && question.now < list.startsAt) return "list-not-started";
  if (list.endsAt !== null && question.now >= list.endsAt) return "list-ended";
  const { countries, customerGroups } = list.rules;
  if (countries !== null && (question.country === null || !countries.includes(question.country)))
    return "other-country";
  if (customerGroups !== null && !question.groups.some((group) => customerGroups.includes(group)))
    return "other-customer-group";
  return isCalledFor(price, question) ? null : "other-quantity";
}

/** Whether a list's prices are sold at a time. The end itself is no longer part of it. */
export function isInEffect(
  { status, startsAt, endsAt }: Pick<SelectableList, "status" | "startsAt" | "endsAt">,
  now: number,
): boolean {
  return status === "active" && (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);
}

/** Whether a price is for the quantity. */
export function isCalledFor(
  { minQuantity, maxQuantity }: PriceBreak,
  { quantity }: Pick<PriceQuestion, "quantity">,
): boolean {
  return (minQuantity ?? 1) <= quantity && quantity <= (maxQuantity ?? Number.MAX_SAFE_INTEGER);
}

/** How many kinds of rule a list has. All of them hold where its prices are candidates. */
export function specificityOf({ rules }: Pick<SelectableList, "rules">): number {
  return Number(rules.countries !== null) + Number(rules.customerGroups !== null);
}
