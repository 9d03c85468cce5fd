/** What the demo shop takes off its prices, adds to them, and asks for shipping. */

const eurUsd = (eur: number, usd: number) => [
  { amount: eur, currency: "EUR" },
  { amount: usd, currency: "USD" },
];

/** Lists with what each product costs in them: euro, US dollar. */
export const priceLists = [
  {
    key: "winter-sale",
    list: { name: "Winter sale", kind: "sale", status: "active" },
    prices: { "nightwatch-sweater": [9_900, 10_900], "waffle-towel": [1_900, 2_100] },
  },
  {
    key: "wholesale",
    list: {
      ...{ name: "Wholesale", kind: "override", status: "active" },
      rules: { customerGroups: ["wholesale"] },
    },
    prices: { "enamel-mug": [900, 1_000], "low-tide-bowl": [1_400, 1_600], "spruce-candle": [1_200, 1_400] },
  },
] as const;

export const customerGroups = [{ key: "wholesale", name: "Wholesale", handle: "wholesale" }];

/** Active at once. `ids` are those of categories and collections, by their keys. */
export function promotions(idOf: (step: string) => string) {
  return [
    {
      ...named("knitwear", "5 % off knitwear", "5 % auf Strickwaren"),
      action: {
        ...{ kind: "percent", on: "items", rate: 500 },
        selector: { categories: [idOf("category-knitwear")] },
      },
    },
    {
      ...named("welcome", "10 % off your first order", "10 % auf die erste Bestellung"),
      codes: ["WELCOME10"],
      limits: { usesPerCustomer: 1 },
      conditions: [{ kind: "firstOrder" }],
      action: { kind: "percent", on: "order", rate: 1_000 },
    },
    {
      ...named("socks", "Buy two pairs of socks, get one", "Zwei Paar Socken kaufen, eins dazu"),
      action: {
        ...{ kind: "buyGet", pick: "cheapest", repeat: true },
        buy: { quantity: 2, selector: { products: [idOf("product-camp-socks")] } },
        get: { quantity: 1, rate: 10_000, selector: { products: [idOf("product-camp-socks")] } },
      },
    },
    {
      ...named("free-shipping", "Free shipping from €1,000", "Versandkostenfrei ab 1.000 €"),
      conditions: [{ kind: "subtotal", min: { amount: 100_000, currency: "EUR" } }],
      action: { kind: "freeShipping" },
    },
  ];
}

function named(key: string, en: string, de: string) {
  return { key, name: en, status: "active", translations: [{ locale: "de", label: de }] };
}

/** Prices are those that a shopper in Germany or Austria pays. */
export const taxation = { pricesIncludeTax: true };

export const taxZones = [
  {
    key: "germany",
    name: "Germany",
    countries: [{ country: "DE" }],
    rates: [{ name: "MwSt.", category: "standard", rate: 1_900 }],
  },
  {
    key: "austria",
    name: "Austria",
    countries: [{ country: "AT" }],
    rates: [{ name: "USt.", category: "standard", rate: 2_000 }],
  },
];

/** The option that every shop begins with, by weight. */
export const flatRate = {
  rules: [
    { maxWeight: 10_000, prices: eurUsd(500, 500) },
    { maxWeight: 30_000, prices: eurUsd(900, 1_000) },
    { prices: eurUsd(1_900, 2_100) },
  ],
};

export const shippingOptions = [
  {
    key: "overseas",
    name: "Express overseas",
    zones: ["AU", "CA", "JP", "NZ"],
    minDays: 3,
    maxDays: 6,
    prices: eurUsd(2_900, 3_200),
    freeFrom: eurUsd(100_000, 110_000),
  },
];
