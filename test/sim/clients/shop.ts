import { z } from "zod";

/** What the clients of one tenant know. It may be outdated, and entities may have been deleted. */
export interface Shop {
  readonly products: KnownProduct[];
  readonly variants: { readonly id: string; readonly sku: string | null }[];
  readonly collections: Known[];
  readonly categories: Known[];
  readonly locations: Known[];
  readonly owners: string[];
  readonly orders: Known[];
  readonly posts: Known[];
  readonly pages: Known[];
  readonly comments: Known[];
  readonly contentCategories: Known[];
  readonly tags: Known[];
  readonly menus: Known[];
  readonly redirects: Known[];
  readonly carts: string[];
  readonly shippingOptions: string[];
}

interface Known {
  readonly id: string;
  version: number;
}

export interface KnownProduct extends Known {
  options?: readonly Option[] | undefined;
  variants?: readonly KnownVariant[] | undefined;
}

interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

interface KnownVariant {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
}

export type ShopKind =
  | "products"
  | "collections"
  | "categories"
  | "locations"
  | "orders"
  | "posts"
  | "pages"
  | "comments"
  | "contentCategories"
  | "tags"
  | "menus"
  | "redirects";

export function openShop(): Shop {
  return {
    products: [],
    variants: [],
    collections: [],
    categories: [],
    locations: [],
    owners: [],
    orders: [],
    posts: [],
    pages: [],
    comments: [],
    contentCategories: [],
    tags: [],
    menus: [],
    redirects: [],
    carts: [],
    shippingOptions: [],
  };
}

const answered = z.looseObject({
  id: z.string(),
  version: z.int().optional(),
  kind: z.unknown().optional(),
  sku: z.string().nullable().optional(),
  variants: z
    .array(
      z.looseObject({
        id: z.string(),
        sku: z.string().nullable(),
        options: z.record(z.string(), z.string()),
      }),
    )
    .optional(),
  options: z.unknown().optional(),
});

const placedOrder = z.object({ order: z.unknown() });
const openedCart = z.object({ sealed: z.string() });

const kindByPrefix: Readonly<Record<string, ShopKind>> = {
  prod: "products",
  col: "collections",
  cat: "categories",
  loc: "locations",
  ord: "orders",
  node: "posts",
  com: "comments",
  ccat: "contentCategories",
  tag: "tags",
  menu: "menus",
  redir: "redirects",
};

/** How many entities of a kind the clients remember. The oldest are dropped. */
const mostKnown = 14;

/** Records what a client learns from an answer. */
export function learn(shop: Shop, command: string, answer: unknown): void {
  if (command === "checkout.openCart") {
    const opened = openedCart.safeParse(answer);
    if (opened.success) keep(shop.carts, opened.data.sealed);
    return;
  }
  const placed = placedOrder.safeParse(answer);
  const read = answered.safeParse(placed.success ? placed.data.order : answer);
  if (!read.success) return;
  if (command === "shipping.createOption") keep(shop.shippingOptions, read.data.id);
  const { id, version = 0, sku = null, variants = [] } = read.data;
  const prefix = id.slice(0, id.indexOf("_"));
  if (prefix === "var") keepVariant(shop, { id, sku });
  for (const variant of variants) keepVariant(shop, { id: variant.id, sku: variant.sku });
  // Posts and pages have ids of one kind.
  const kind = prefix === "node" && read.data.kind === "page" ? "pages" : kindByPrefix[prefix];
  if (kind === undefined) return;
  const known = shop[kind].find((one) => one.id === id);
  if (known !== undefined) known.version = version;
  else shop[kind].push({ id, version });
  if (kind === "products") keepOptions(shop, read.data);
  if (shop[kind].length > mostKnown) shop[kind].shift();
}

const optionList = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

function keepOptions(shop: Shop, answer: z.infer<typeof answered>): void {
  const product = shop.products.find(({ id }) => id === answer.id);
  const options = optionList.safeParse(answer.options);
  if (product === undefined || !options.success) return;
  product.options = options.data;
  product.variants = answer.variants;
}

function keep(known: string[], id: string): void {
  if (known.includes(id)) return;
  known.push(id);
  if (known.length > mostKnown) known.shift();
}

function keepVariant(shop: Shop, variant: Shop["variants"][number]): void {
  if (shop.variants.some(({ id }) => id === variant.id)) return;
  shop.variants.push(variant);
  if (shop.variants.length > 2 * mostKnown) shop.variants.shift();
}
