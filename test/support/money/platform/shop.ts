import { type Actor, anonymous } from "../../../../src/kernel/access/actor.ts";
import type { LocalPlatform } from "../../node/platform.ts";
import { type Shop as OpenShop, openShopOn } from "../../node/shop.ts";
import type { Example } from "../shrink.ts";
import type { Basket, Shop } from "../vector.ts";

/** Names are told apart by what they are of: a promotion and a product can have the same. */
type Kind =
  | "product"
  | "variant"
  | "collection"
  | "category"
  | "list"
  | "zone"
  | "option"
  | "promotion"
  | "group"
  | "customer";

/** The vectors' ids, and those that the shop has given. */
export interface Ids {
  /** The id in the shop. What the shop does not have keeps its name, and refers to nothing. */
  readonly of: (kind: Kind, name: string) => string;
  readonly nameOf: (id: string) => string;
}

/** The shop of an example, as its staff has set it up, at the instant at which the basket is bought. */
export interface ExampleShop {
  readonly shop: OpenShop;
  readonly ids: Ids;
  /** Who buys. */
  readonly actor: Actor;
}

/** Each example has a tenant of its own. The platform must know how to register customers, as `accounts.register`. */
export function openExamples(platform: LocalPlatform): (example: Example) => ExampleShop {
  return ({ given, basket }) => {
    const at = Date.parse(basket.at);
    moveTo(platform, at - 60 * 60 * 1_000);
    const shop = openShopOn(platform, given.settings.currencies);
    const staff = staffOf(shop, platform);
    setUp(given, basket, staff);
    const id = customerOf(basket, staff);
    moveTo(platform, at);
    return { shop, ids: staff.ids, actor: id === null ? anonymous : { kind: "customer", id } };
  };
}

/** The e-mail address of the customer of a basket, if it has one. */
export function emailOf({ customer }: Basket): string | undefined {
  return customer?.email ?? (customer?.id === undefined ? undefined : `${customer.id}@shop.example`);
}

function moveTo({ clock }: LocalPlatform, instant: number): void {
  clock.advance(instant - clock.now());
}

type Staff = ReturnType<typeof staffOf>;

function staffOf(shop: OpenShop, { clock }: LocalPlatform) {
  const idByName = new Map<string, string>();
  const nameById = new Map<string, string>();
  const keep = (kind: Kind, name: string, id: string) => {
    idByName.set(`${kind} ${name}`, id);
    nameById.set(id, name);
  };
  const ids: Ids = {
    of: (kind, name) => idByName.get(`${kind} ${name}`) ?? name,
    nameOf: (id) => nameById.get(id) ?? id,
  };
  return {
    ids,
    keep,
    has: (kind: Kind, name: string) => idByName.has(`${kind} ${name}`),
    does: shop.must,
    /** Creates something a moment later than what was created before: ids of one moment are in no order. */
    creates(command: string, kind: Kind, name: string, input: object): string {
      clock.advance(1);
      const { id } = shop.must(command, input) as { readonly id: string };
      keep(kind, name, id);
      return id;
    },
    shop,
  };
}

function setUp(given: Shop, basket: Basket, staff: Staff): void {
  const { currencies: _, ...settings } = given.settings;
  staff.does("tenants.changeSettings", { ...settings, maxUnpaidUnitsPerVariant: null });
  for (const product of given.products) createProduct(product, staff);
  createGroups(given.products, staff);
  for (const list of given.priceLists ?? []) createPriceList(list, staff);
  for (const zone of given.taxZones ?? []) {
    const { id, ...input } = zone;
    staff.creates("taxes.createZone", "zone", id, input);
  }
  replaceOptions(given.shippingOptions ?? [], staff);
  createCustomerGroups(basket.customer?.groups ?? [], staff);
  for (const promotion of (given.promotions ?? []).toSorted((a, b) => compare(a.createdAt, b.createdAt)))
    createPromotion(promotion, staff);
}

function createProduct({ id, variants, ...product }: Shop["products"][number], staff: Staff): void {
  const { collections: _, categories: __, ...fields } = product;
  const names = variants.map((variant) => variant.id);
  const created = staff.does("catalogue.createProduct", {
    ...fields,
    translations: [{ locale: "en", title: id }],
    ...(variants.length > 1 ? { options: [{ name: "Kind", values: names }] } : {}),
    variants: variants.map(({ id: name, ...variant }) => ({
      ...variant,
      inventoryPolicy: "untracked",
      ...(variants.length > 1 ? { options: { Kind: name } } : {}),
    })),
  }) as { readonly id: string; readonly variants: readonly { readonly id: string }[] };
  staff.keep("product", id, created.id);
  for (const [index, name] of names.entries()) staff.keep("variant", name, created.variants[index]?.id ?? "");
  staff.does("catalogue.publishProduct", { id: created.id });
}

/** Collections, and categories from the topmost down. */
function createGroups(products: Shop["products"], staff: Staff): void {
  const group = (kind: "collection" | "category", name: string, more: object = {}) => {
    if (staff.has(kind, name)) return staff.ids.of(kind, name);
    const input = { translations: [{ locale: "en", title: name }], ...more };
    const command = kind === "collection" ? "catalogue.createCollection" : "catalogue.createCategory";
    return staff.creates(command, kind, name, input);
  };
  for (const { id: product, collections = [], categories = [] } of products) {
    const productId = staff.ids.of("product", product);
    for (const name of collections)
      staff.does("catalogue.addProductToCollection", { id: group("collection", name), productId });
    for (const { id, ancestors } of categories) {
      let parentId: string | null = null;
      for (const name of ancestors.toReversed()) parentId = group("category", name, { parentId });
      staff.does("catalogue.addProductToCategory", { id: group("category", id, { parentId }), productId });
    }
  }
}

function createPriceList(list: NonNullable<Shop["priceLists"]>[number], staff: Staff): void {
  const { id: name, prices, ...input } = list;
  const id = staff.creates("pricing.createPriceList", "list", name, input);
  staff.does("pricing.replaceListPrices", {
    id,
    prices: prices.map((price) => ({ ...price, variantId: staff.ids.of("variant", price.variantId) })),
  });
}

/** A new shop has a shipping option already. */
function replaceOptions(options: NonNullable<Shop["shippingOptions"]>, staff: Staff): void {
  const input = { limit: 100, after: null, count: false };
  const listed = staff.shop.tenant.core.ask({
    query: "shipping.listOptions",
    input,
    actor: { kind: "system" },
  });
  if (!listed.ok) throw new Error(listed.refusal.code);
  const { items } = listed.value as { readonly items: readonly { readonly id: string }[] };
  for (const { id } of items) staff.does("shipping.deleteOption", { id });
  for (const { id, ...option } of options) staff.creates("shipping.createOption", "option", id, option);
}

function createPromotion(promotion: NonNullable<Shop["promotions"]>[number], staff: Staff): void {
  const {
    id,
    createdAt: _,
    used: __,
    usedAmount: ___,
    usedBy: ____,
    conditions,
    action,
    ...rest
  } = promotion;
  staff.creates("promotions.createPromotion", "promotion", id, {
    ...rest,
    conditions: withIds(conditions, staff.ids),
    action: withIds(action, staff.ids),
  });
}

/** Selectors name products, variants, collections and categories by their ids. */
function withIds(value: unknown, ids: Ids): unknown {
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, one]: [string, unknown]) => {
      const kind = kindByField.get(field);
      const names = kind !== undefined && Array.isArray(one) ? one : null;
      return [field, names?.map((name) => ids.of(kind ?? "product", String(name))) ?? withIds(one, ids)];
    }),
  );
}

const kindByField: ReadonlyMap<string, Kind> = new Map([
  ["products", "product"],
  ["variants", "variant"],
  ["collections", "collection"],
  ["categories", "category"],
]);

function createCustomerGroups(handles: readonly string[], staff: Staff): void {
  for (const handle of handles)
    staff.creates("customers.createGroup", "group", handle, { name: handle, handle });
}

function customerOf(basket: Basket, staff: Staff): string | null {
  const { id, groups = [], taxExempt = false } = basket.customer ?? {};
  if (id === undefined) return null;
  const customer = staff.creates("accounts.register", "customer", id, { email: emailOf(basket) });
  staff.does("accounts.verify", { id: customer });
  staff.does("customers.updateCustomer", { id: customer, patch: { taxExempt } });
  for (const handle of groups)
    staff.does("customers.changeGroupMembers", { id: staff.ids.of("group", handle), add: [customer] });
  return customer;
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
