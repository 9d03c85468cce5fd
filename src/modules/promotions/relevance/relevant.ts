import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { namesGroups } from "../promotion/groups.ts";
import type { Promotion } from "../promotion/schema.ts";
import { promotionsByTurn, rememberedOfPromotions } from "../promotion/store.ts";
import { type BasketSubjects, keysOfBasket, requirementOf } from "./requirement.ts";

/**
 * The active promotions that could apply to a basket without a code, and those with these ids, in the order in which they have
 * their turn. Most promotions of a shop name things that a basket does not have: those are not even looked at.
 */
export function relevantPromotions(
  database: TenantDatabase,
  basket: BasketSubjects,
  ids: { readonly keys: () => Iterable<string> },
): readonly Promotion[] {
  const { byKey, byId, unbound, alwaysRelevant } = relevance.get(database);
  const named = new Set<Turn>();
  for (const key of keysOfBasket(basket)) for (const turn of byKey.get(key) ?? []) named.add(turn);
  for (const id of ids.keys()) {
    const turn = byId.get(id);
    if (turn !== undefined) named.add(turn);
  }
  if (named.size === 0) return alwaysRelevant;
  for (const turn of unbound) named.add(turn);
  return [...named].toSorted((a, b) => a.at - b.at).map(({ promotion }) => promotion);
}

/** Whether an active promotion is about collections or categories, so that a basket's have to be known. */
export function dependsOnGroups(database: TenantDatabase): boolean {
  return relevance.get(database).namesGroups;
}

interface Turn {
  readonly at: number;
  readonly promotion: Promotion;
}

const relevance = rememberedOfPromotions((database) => {
  const all = promotionsByTurn(database).map((promotion, at): Turn => ({ at, promotion }));
  const active = all.filter(({ promotion }) => promotion.status === "active");
  const byKey = new Map<string, Turn[]>();
  const unbound: Turn[] = [];
  for (const turn of active) {
    if (turn.promotion.codes !== null) continue;
    const keys = requirementOf(turn.promotion);
    if (keys === null) unbound.push(turn);
    for (const key of keys ?? []) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [turn]);
      else known.push(turn);
    }
  }
  const byId = new Map(all.map((turn) => [turn.promotion.id as string, turn]));
  return {
    ...{ byKey, byId, unbound },
    alwaysRelevant: unbound.map(({ promotion }) => promotion),
    namesGroups: active.some(({ promotion }) => namesGroups(promotion)),
  };
});
