import type { Action, Condition, Promotion, Selector, Shop } from "../vector.ts";
import type { Chance } from "./chance.ts";
import { periodOf, world } from "./shop.ts";

type Products = Shop["products"];

/** What an action or a condition can speak of. */
interface Scope {
  readonly chance: Chance;
  readonly currency: string;
  readonly products: Products;
}

/** None was used yet, so a new shop can be set up with them. */
export function promotionsOf(chance: Chance, currency: string, products: Products): Promotion[] {
  const scope = { chance, currency, products };
  return chance.times(0, 7, (index) => ({
    id: `promotion-${index}`,
    name: `Promotion ${index}`,
    status: chance.percent(94) ? "active" : chance.oneOf(["draft", "archived"]),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    ...chance.maybe(25, () => ({ codes: [`CODE-${index}`, `Other-${index}`] })),
    ...periodOf(chance, 8),
    priority: chance.between(0, 3),
    ...chance.maybe(12, () => ({ exclusive: true })),
    ...chance.maybe(20, () => ({ stacksWith: chance.oneOf(["all", "none", "other-kinds"] as const) })),
    conditions: chance.percent(55) ? [] : chance.times(1, 2, () => conditionOf(scope)),
    action: actionOf(scope),
    ...chance.maybe(20, () => ({ limits: limitsOf(scope) })),
  }));
}

function limitsOf({ chance, currency }: Scope): NonNullable<Promotion["limits"]> {
  return {
    ...chance.maybe(40, () => ({ uses: chance.between(1, 9) })),
    ...chance.maybe(40, () => ({ usesPerCustomer: 1 })),
    ...chance.maybe(60, () => ({ budget: { amount: chance.between(1, 6_000), currency } })),
  };
}

function selectorOf({ chance, products }: Scope, depth = 0): Selector {
  const { id: product = "", variants = [] } = products[chance.between(0, products.length - 1)] ?? {};
  const list = chance.oneOf<() => Selector>([
    () => ({ products: [product] }),
    () => ({ variants: variants.slice(0, 1).map(({ id }) => id) }),
    () => ({ collections: chance.someOf(world.collections) }),
    () => ({ categories: chance.someOf(world.categories) }),
    () => ({ tags: chance.someOf(world.tags) }),
    () => ({ vendors: [chance.oneOf(world.vendors)] }),
  ]);
  const scope = { chance, products, currency: "" };
  return {
    ...list(),
    ...chance.maybe(20, () => ({ tags: chance.someOf(world.tags) })),
    ...chance.maybe(depth === 0 ? 20 : 0, () => ({ exclude: selectorOf(scope, 1) })),
  };
}

function conditionOf(scope: Scope): Condition {
  const { chance, currency } = scope;
  return chance.oneOf<() => Condition>([
    () => ({ kind: "subtotal", min: { amount: chance.between(1, 60_000), currency } }),
    () => ({ kind: "subtotal", min: { amount: chance.between(1, 5_000), currency } }),
    () => ({
      kind: "quantity",
      min: chance.between(1, 8),
      ...chance.maybe(50, () => ({ selector: selectorOf(scope) })),
    }),
    () => ({ kind: "contains", selector: selectorOf(scope) }),
    () => ({ kind: "country", in: chance.someOf(world.countries) }),
    () => ({ kind: "customerGroup", in: chance.someOf(world.groups) }),
    () => ({ kind: "firstOrder" }),
    () => ({
      kind: "weekday",
      in: chance.someOf([1, 2, 3, 4, 5, 6, 7]),
      timeZone: chance.oneOf(["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"]),
    }),
  ])();
}

function actionOf(scope: Scope): Action {
  const { chance, currency } = scope;
  const money = (most: number) => ({ amount: chance.between(1, most), currency });
  return chance.oneOf<() => Action>([
    () => percentOf(scope, "items"),
    () => percentOf(scope, "items"),
    () => percentOf(scope, "order"),
    () => percentOf(scope, "shipping"),
    () => amountOf(scope, "items"),
    () => amountOf(scope, "items"),
    () => amountOf(scope, "order"),
    () => amountOf(scope, "shipping"),
    () => ({ kind: "fixedPrice", amounts: [money(15_000)], selector: selectorOf(scope) }),
    () => buyGetOf(scope),
    () => buyGetOf(scope),
    () => ({ kind: "freeShipping", ...chance.maybe(40, () => ({ upTo: [money(900)] })) }),
    () => tiersOf(scope),
  ])();
}

type On = Extract<Action, { kind: "percent" }>["on"];

function percentOf(scope: Scope, on: On): Action {
  const { chance, currency } = scope;
  return {
    kind: "percent",
    on,
    rate: chance.oneOf([1, 333, 500, 750, 1000, 1250, 2000, 3333, 5000, 10_000]),
    ...chance.maybe(on === "items" ? 60 : 0, () => ({ selector: selectorOf(scope) })),
    ...chance.maybe(25, () => ({ maxAmount: { amount: chance.between(1, 3_000), currency } })),
    ...chance.maybe(on === "items" ? 25 : 0, () => ({ maxQuantity: chance.between(1, 6) })),
  };
}

function amountOf(scope: Scope, on: On): Action {
  const { chance, currency } = scope;
  return {
    kind: "amount",
    on,
    amounts: [{ amount: chance.between(1, chance.percent(30) ? 30_000 : 1_500), currency }],
    per: chance.oneOf(["item", "line", "order"]),
    ...chance.maybe(on === "items" ? 60 : 0, () => ({ selector: selectorOf(scope) })),
    ...chance.maybe(on === "items" ? 25 : 0, () => ({ maxQuantity: chance.between(1, 6) })),
  };
}

function buyGetOf(scope: Scope): Action {
  const { chance } = scope;
  return {
    kind: "buyGet",
    buy: {
      quantity: chance.between(1, 3),
      ...chance.maybe(50, () => ({ selector: selectorOf(scope) })),
    },
    get: {
      quantity: chance.between(1, 2),
      ...chance.maybe(50, () => ({ selector: selectorOf(scope) })),
      rate: chance.oneOf([2500, 5000, 3333, 10_000]),
    },
    pick: chance.oneOf(["cheapest", "dearest"]),
    repeat: chance.percent(60),
  };
}

function tiersOf({ chance, currency }: Scope): Action {
  let least = 0;
  return {
    kind: "tiers",
    tiers: chance.times(1, 3, () => {
      least += chance.between(1, 30_000);
      return {
        min: { amount: least, currency },
        ...(chance.percent(50)
          ? { rate: chance.between(1, 50) * 100 }
          : { amount: { amount: chance.between(1, 2_500), currency } }),
      };
    }),
  };
}
