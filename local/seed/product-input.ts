import { draw } from "./drawings/index.ts";
import type { DemoProduct, Price, Text } from "./types.ts";

/** The body that `POST /v1/admin/products` takes. */
export function productInput(product: DemoProduct) {
  const { key, vendor, type, tags, material } = product;
  return {
    translations: [translation("en", product.en, key), translation("de", product.de)],
    options: optionsOf(product),
    variants: choicesOf(product).map((choice) => variant(product, choice)),
    vendor,
    type,
    tags,
    images: imagesOf(product),
    ...(material === undefined ? {} : { metadata: { material } }),
  };
}

const SIZE = "Size";

/** What a shopper picks: by option name, in the order of the options. */
type Choice = Record<string, string>;

function translation(locale: string, [title, subtitle, description]: Text, handle?: string) {
  const seo = { title: `${title} – Alder & Ash`, description: subtitle };
  return { locale, title, subtitle, description, seo, ...(handle === undefined ? {} : { handle }) };
}

function optionsOf({
  colourOption,
  colours,
  sizes,
  sizeName = SIZE,
}: DemoProduct): { name: string; values: string[] }[] {
  return [
    ...(colourOption ? [{ name: "Colour", values: [...colours] }] : []),
    ...(sizes ? [{ name: sizeName, values: sizes }] : []),
  ];
}

function choicesOf(product: DemoProduct): Choice[] {
  const none: Choice[] = [{}];
  return optionsOf(product).reduce(
    (choices, { name, values }) =>
      choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value }))),
    none,
  );
}

function variant(product: DemoProduct, choice: Choice) {
  const values = Object.values(choice);
  const gone = product.soldOut?.includes(values.join(" / ")) ?? false;
  const policy = product.policy ?? "deny";
  return {
    sku: [product.sku, ...values.map(skuPart)].join("-"),
    options: choice,
    prices: pricesOf(product, choice),
    inventoryPolicy: policy,
    ...(policy === "untracked" ? {} : { stocked: gone ? 0 : product.stocked }),
    requiresShipping: product.weight !== undefined,
    ...(product.weight === undefined ? {} : { weight: product.weight }),
  };
}

function skuPart(value: string): string {
  return value
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 4)
    .toUpperCase();
}

function pricesOf({ price, was, extra, sizeName = SIZE, tiers = [] }: DemoProduct, choice: Choice) {
  const more = extra?.[choice[sizeName] ?? ""] ?? [0, 0];
  const [first] = tiers;
  const fewer = first === undefined ? {} : { maxQuantity: first.from - 1 };
  return [
    { amount: price[0] + more[0], currency: "EUR", ...compareAt(was, more, 0), ...fewer },
    { amount: price[1] + more[1], currency: "USD", ...compareAt(was, more, 1), ...fewer },
    ...tiers.flatMap(({ from, price: [eur, usd] }, index) => {
      const next = tiers[index + 1];
      const range = { minQuantity: from, ...(next === undefined ? {} : { maxQuantity: next.from - 1 }) };
      return [
        { amount: eur + more[0], currency: "EUR", ...range },
        { amount: usd + more[1], currency: "USD", ...range },
      ];
    }),
  ];
}

function compareAt(was: Price | undefined, more: Price, index: 0 | 1) {
  return was === undefined ? {} : { compareAtAmount: was[index] + more[index] };
}

function imagesOf({ drawing, colours, colourOption, en }: DemoProduct) {
  const shown = colourOption ? colours.slice(0, 3) : colours.slice(0, 1);
  return shown.map((colour) => ({
    url: draw(drawing, colour),
    alt: colourOption ? `${en[0]} in ${colour.toLowerCase()}` : en[0],
  }));
}
