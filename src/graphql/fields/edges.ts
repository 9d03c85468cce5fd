import type { Given } from "./resolve.ts";

/** A field of a type that another route reads. */
export interface EdgeToRoute {
  readonly on: string;
  readonly field: string;
  readonly description: string;
  /** The route's operationId. */
  readonly route: string;
  /** What the parent gives. Null if it refers to nothing. */
  readonly given: (parent: never) => ReturnType<Given> | null;
  /** Parameters that are no arguments, because the parent gives them. */
  readonly preset: readonly string[];
}

/** A field of a type whose values a list has by their ids. */
export interface EdgeById {
  readonly on: string;
  readonly field: string;
  readonly description: string;
  /** The operationId of a list with the filter `ids`. */
  readonly list: string;
  readonly idOf: (parent: never) => string | null;
  /** What of the item the field is. Its type is that of the path. */
  readonly pick: readonly string[];
  readonly find?: (item: never, parent: never) => unknown;
}

/** A field that has a reference, and shows the thing itself. */
export interface Reference {
  readonly on: string;
  readonly field: string;
  /** The API's name of the thing's shape. */
  readonly shape: string;
}

interface Group {
  readonly handle: string;
}

interface Item {
  readonly productId: string;
  readonly variantId: string;
}

const nothing = { params: {}, query: {} };
const byId = (id: string | null) => (id === null ? null : { ...nothing, params: { id } });

/** Edges that paths don't tell. Those that they do are found: `…/products/{handle}/related` is `Product.related`. */
export const routeEdges: readonly EdgeToRoute[] = [
  {
    on: "Collection",
    field: "products",
    description: "Its published products, in its own order unless `sort` says otherwise.",
    route: "listStoreProducts",
    given: ({ handle }: Group) => ({ ...nothing, query: { collection: [handle] } }),
    preset: ["collection"],
  },
  {
    on: "Category",
    field: "products",
    description: "Its published products.",
    route: "listStoreProducts",
    given: ({ handle }: Group) => ({ ...nothing, query: { category: [handle] } }),
    preset: ["category"],
  },
  {
    on: "AdminOrder",
    field: "customer",
    description: "The customer, if the order is of one.",
    route: "getCustomer",
    given: ({ customerId }: { readonly customerId: string | null }) => byId(customerId),
    preset: ["id"],
  },
  {
    on: "AdminVariant",
    field: "product",
    description: "The variant's product.",
    route: "getProduct",
    given: ({ productId }: { readonly productId: string }) => byId(productId),
    preset: ["id"],
  },
  {
    on: "AdminCategory",
    field: "parent",
    description: "The category above.",
    route: "getCategory",
    given: ({ parentId }: { readonly parentId: string | null }) => byId(parentId),
    preset: ["id"],
  },
  {
    on: "InventoryLevel",
    field: "location",
    description: "Where the stock is.",
    route: "getLocation",
    given: ({ locationId }: { readonly locationId: string }) => byId(locationId),
    preset: ["id"],
  },
];

const productOf = {
  field: "product",
  description: "The product as shoppers see it now. Null if it is not for sale.",
  list: "listStoreProducts",
  idOf: ({ productId }: Item) => productId,
  pick: [],
};

const variantOf = {
  field: "variant",
  description: "The variant as shoppers see it now. Null if it is not for sale.",
  list: "listStoreProducts",
  idOf: ({ productId }: Item) => productId,
  pick: ["variants"],
  find: ({ variants }: { readonly variants: readonly { readonly id: string }[] }, { variantId }: Item) =>
    variants.find(({ id }) => id === variantId) ?? null,
};

export const idEdges: readonly EdgeById[] = ["OrderItem", "CartItem"].flatMap((on) => [
  { on, ...productOf },
  { on, ...variantOf },
]);

export const references: readonly Reference[] = ["Product", "AdminProduct"].flatMap((on) => [
  { on, field: "collections", shape: "StoreCollection" },
  { on, field: "categories", shape: "StoreCategory" },
]);
