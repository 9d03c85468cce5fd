/**
 * Automatic promotions of a busy shop, as the API takes them: mostly about products, tags, vendors and groups that a basket does
 * not have, some about the subtotal, the country, the customer or the day, and a few that apply to every basket.
 */
export function manyPromotions(count: number, currency = "USD"): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Promotion ${index}`,
    status: "active",
    priority: index % 7,
    limits: limitsOf(index, currency),
    ...kinds[index % kinds.length]?.(index, currency),
    ...(index % 500 === 499 ? { conditions: [], action: { kind: "percent", on: "items", rate: 100 } } : {}),
  }));
}

type Kind = (
  index: number,
  currency: string,
) => { readonly conditions?: readonly object[]; readonly action: object };

const money = (amount: number, currency: string) => ({ amount, currency });

const kinds: readonly Kind[] = [
  ...Array.from(
    { length: 5 },
    (): Kind => (index) => ({
      action: { kind: "percent", on: "items", rate: 1_000, selector: { products: idsOf("prod", index, 10) } },
    }),
  ),
  ...Array.from(
    { length: 3 },
    (): Kind => (index, currency) => ({
      action: {
        kind: "fixedPrice",
        amounts: [money(500, currency)],
        selector: { variants: idsOf("var", index, 5) },
      },
    }),
  ),
  (index, currency) => ({
    action: {
      ...{ kind: "amount", on: "items", per: "item", amounts: [money(100, currency)] },
      selector: { tags: [`season ${index}`, `clearance ${index}`], exclude: { vendors: ["Harbour"] } },
    },
  }),
  (index) => ({
    action: { kind: "percent", on: "items", rate: 500, selector: { vendors: [`Maker ${index}`] } },
  }),
  (index) => ({
    action: { kind: "percent", on: "items", rate: 1_500, selector: { collections: idsOf("col", index, 2) } },
  }),
  (index) => ({
    action: { kind: "percent", on: "items", rate: 1_500, selector: { categories: idsOf("cat", index, 2) } },
  }),
  (index) => ({
    action: {
      ...{ kind: "buyGet", pick: "cheapest", repeat: true },
      buy: { quantity: 2, selector: { tags: [`pair ${index}`] } },
      get: { quantity: 1, rate: 10_000, selector: { tags: [`pair ${index}`] } },
    },
  }),
  (index, currency) => ({
    conditions: [{ kind: "subtotal", min: money(90_000_000 + index, currency) }],
    action: { kind: "percent", on: "order", rate: 1_000 },
  }),
  (index, currency) => ({
    conditions: [
      { kind: "subtotal", min: money(80_000_000 + index, currency) },
      { kind: "country", in: ["NZ", "AU"] },
    ],
    action: { kind: "freeShipping" },
  }),
  () => ({ conditions: [{ kind: "country", in: ["JP", "KR"] }], action: { kind: "freeShipping" } }),
  (index, currency) => ({
    conditions: [{ kind: "customerGroup", in: [`group-${index}`] }],
    action: { kind: "amount", on: "order", per: "order", amounts: [money(500, currency)] },
  }),
  (index) => ({
    conditions: [
      { kind: "weekday", in: [1, 2, 3, 4, 5, 6, 7], timeZone: "Europe/Berlin" },
      { kind: "contains", selector: { products: idsOf("prod", index, 3) } },
    ],
    action: { kind: "percent", on: "order", rate: 700 },
  }),
  (index) => ({
    conditions: [{ kind: "firstOrder" }, { kind: "quantity", min: 5_000 + index }],
    action: { kind: "percent", on: "order", rate: 500 },
  }),
  (index, currency) => ({
    action: {
      kind: "tiers",
      tiers: [
        { min: money(70_000_000 + index, currency), rate: 500 },
        { min: money(95_000_000 + index, currency), amount: money(5_000, currency) },
      ],
    },
  }),
];

function limitsOf(index: number, currency: string): object {
  return {
    ...(index % 3 === 1 ? { uses: 1_000_000 } : {}),
    ...(index % 7 === 2 ? { usesPerCustomer: 100_000 } : {}),
    ...(index % 11 === 3 ? { budget: money(900_000_000, currency) } : {}),
  };
}

/** Ids of things that the shop does not have. */
function idsOf(prefix: string, index: number, count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, at) => `${prefix}_01J0${String(index * 100 + at).padStart(22, "0")}`,
  );
}
