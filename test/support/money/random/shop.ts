import type { Shop } from "../vector.ts";
import type { Chance } from "./chance.ts";

/** The little world that shops and baskets are drawn from. */
export const world = {
  countries: ["DE", "FR", "US", "CH"],
  provinces: ["NY", "CA"],
  postalCodes: ["10115", "10001", "20 095", "1-0 1"],
  profiles: ["bulky", "frozen"],
  groups: ["club", "press"],
  tags: ["light", "new", "heavy"],
  vendors: ["acme", "globex"],
  collections: ["summer", "gifts"],
  /** The first is above all, the last below all. */
  categories: ["home", "kitchen", "cups"],
  taxCategories: ["standard", "reduced", "books"],
  now: "2026-06-15T12:00:00.000Z",
  before: "2026-06-01T00:00:00.000Z",
  after: "2026-07-01T00:00:00.000Z",
} as const;

type Products = Shop["products"];
type TaxZone = NonNullable<Shop["taxZones"]>[number];

/** Mostly usual prices, some tiny, free or large ones. */
export function amountOf(chance: Chance): number {
  const kind = chance.between(1, 100);
  if (kind <= 6) return 0;
  if (kind <= 20) return chance.between(1, 20);
  if (kind <= 97) return chance.between(100, 30_000);
  return chance.between(1_000_000, 1_000_000_000);
}

export function settingsOf(chance: Chance, currencies: readonly string[]): Shop["settings"] {
  return {
    currencies: [...currencies],
    pricesIncludeTax: chance.percent(50),
    ...chance.maybe(75, () => ({
      taxShipping: chance.oneOf(["none", "category", "proportional", "proportional"] as const),
    })),
    ...chance.maybe(40, () => ({ homeCountry: "DE" })),
    ...chance.maybe(60, () => ({ priceStays: chance.oneOf(["gross", "net"] as const) })),
  };
}

export function productsOf(chance: Chance, currencies: readonly string[]): Products {
  return chance.times(1, 7, (product) => ({
    id: `product-${product}`,
    variants: chance.times(1, 2, (variant) => ({
      id: `variant-${product}-${variant}`,
      prices: currencies.flatMap((currency) => basePricesOf(chance, currency)),
      ...chance.maybe(60, () => ({ weight: chance.between(0, 3_000) })),
      ...chance.maybe(30, () => ({ requiresShipping: chance.percent(50) })),
    })),
    ...chance.maybe(50, () => ({ vendor: chance.oneOf(world.vendors) })),
    ...chance.maybe(60, () => ({ tags: chance.someOf(world.tags) })),
    ...chance.maybe(50, () => ({ collections: chance.someOf(world.collections) })),
    ...chance.maybe(50, () => ({ categories: [categoryOf(chance)] })),
    ...chance.maybe(60, () => ({ taxCategory: chance.oneOf(world.taxCategories) })),
    ...chance.maybe(12, () => ({ shippingProfile: chance.oneOf(world.profiles) })),
  }));
}

function categoryOf(chance: Chance) {
  const depth = chance.between(0, world.categories.length - 1);
  return { id: world.categories[depth] ?? "home", ancestors: world.categories.slice(0, depth).toReversed() };
}

/** One price, or two tiers without a gap. */
function basePricesOf(chance: Chance, currency: string): Products[number]["variants"][number]["prices"] {
  const amount = amountOf(chance);
  const compared = chance.maybe(20, () => ({ compareAtAmount: amount + chance.between(1, 500) }));
  if (chance.percent(75)) return [{ amount, currency, ...compared }];
  const from = chance.between(2, 8);
  return [
    { amount, currency, ...compared, maxQuantity: from - 1 },
    { amount: Math.floor((amount * chance.between(50, 95)) / 100), currency, minQuantity: from },
  ];
}

export function priceListsOf(chance: Chance, currency: string, products: Products) {
  const variants = products.flatMap((product) => product.variants);
  return chance.times(0, 4, (index): NonNullable<Shop["priceLists"]>[number] => ({
    id: `list-${index}`,
    name: `List ${index}`,
    kind: chance.oneOf(["sale", "override"]),
    status: chance.percent(90) ? "active" : "draft",
    ...periodOf(chance, 20),
    ...chance.maybe(40, () => ({ priority: chance.between(0, 2) })),
    ...chance.maybe(50, () => ({
      rules: {
        ...chance.maybe(60, () => ({ countries: chance.someOf(world.countries) })),
        ...chance.maybe(60, () => ({ customerGroups: chance.someOf(world.groups) })),
      },
    })),
    prices: chance.someOf(variants).map(({ id, prices: [base] }) => ({
      variantId: id,
      amount: Math.floor(((base?.amount ?? 0) * chance.between(50, 120)) / 100),
      currency,
      ...chance.maybe(25, () => ({ minQuantity: chance.between(2, 6) })),
    })),
  }));
}

/** A start and an end, each of them this often, of 100. */
export function periodOf(chance: Chance, often: number) {
  const startsAt = chance.percent(often) ? chance.oneOf([world.before, world.now, world.after]) : undefined;
  const ends = [world.after, world.now, world.before].filter(
    (end) => startsAt === undefined || startsAt < end,
  );
  const [first, ...others] = ends;
  return {
    ...(startsAt === undefined ? {} : { startsAt }),
    ...chance.maybe(first === undefined ? 0 : often, () => ({
      endsAt: chance.oneOf([first ?? "", ...others]),
    })),
  };
}

export function taxZonesOf(chance: Chance): TaxZone[] {
  const zones = [
    { often: 90, countries: [{ country: "DE" }] },
    { often: 90, countries: [{ country: "FR" }, { country: "US" }] },
    { often: 40, countries: [{ country: "US", provinces: ["NY"] }] },
    { often: 40, countries: [{ country: "DE", postalPrefixes: ["10", "101"] }] },
    { often: 40, countries: [{ country: "US", postalPrefixes: ["100"] }] },
    { often: 20, countries: [{ country: "US", provinces: ["NY", "CA"], postalPrefixes: ["1"] }] },
  ];
  const drawn = zones.filter(({ often }) => chance.percent(often));
  return drawn.map(({ countries }, index) => ({
    id: `zone-${index}`,
    name: `Zone ${index}`,
    countries,
    rates: ["standard", "reduced"].flatMap((category) => ratesOf(chance, category, index)),
  }));
}

function ratesOf(chance: Chance, category: string, zone: number): TaxZone["rates"] {
  return chance.times(chance.percent(90) ? 1 : 0, chance.percent(30) ? 3 : 1, (index) => ({
    name: `${category} ${zone}.${index}`,
    category,
    rate: chance.oneOf([0, 450, 550, 700, 875, 1000, 1900, 2000, 2500]),
    ...chance.maybe(30, () => ({ compound: true })),
  }));
}

/** The first goes anywhere, and its last rule fits anything. */
export function shippingOptionsOf(chance: Chance, currency: string) {
  const money = (amount: number) => ({ amount, currency });
  const price = () => [money(chance.percent(10) ? 0 : chance.between(1, 1_500))];
  return chance.times(1, 4, (index): NonNullable<Shop["shippingOptions"]>[number] => ({
    id: `option-${index}`,
    name: `Option ${index}`,
    prices: price(),
    ...chance.maybe(index === 0 ? 0 : 30, () => ({ zones: chance.someOf(world.countries) })),
    ...chance.maybe(index === 0 ? 0 : 30, () => ({ profile: chance.oneOf(world.profiles) })),
    ...chance.maybe(index === 0 ? 0 : 15, () => ({ kind: "pickup" as const })),
    ...chance.maybe(40, () => ({
      rules: [
        { maxWeight: chance.between(500, 5_000), prices: price() },
        { minSubtotal: chance.between(1_000, 30_000), prices: price() },
        { maxQuantity: chance.between(1, 10), prices: price() },
        { prices: price() },
      ],
    })),
    ...chance.maybe(40, () => ({ freeFrom: [money(chance.between(1_000, 60_000))] })),
    ...chance.maybe(30, () => ({ taxCategory: chance.oneOf(world.taxCategories) })),
  }));
}
