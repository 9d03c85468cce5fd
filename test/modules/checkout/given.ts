import { createHash } from "node:crypto";
import type { ExecuteRequest, ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { ok, type Result } from "../../../src/kernel/values/result.ts";
import type { CartContent, CartResponse } from "../../../src/modules/checkout/cart/schema.ts";
import type { StoreOrderResponse } from "../../../src/modules/orders/index.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

export const address = { firstName: "Ada", city: "Berlin", country: "DE" };

/** A product with one variant. Everything has a default. */
export interface Ware {
  readonly title?: string;
  readonly prices?: Readonly<Record<string, number>>;
  readonly stocked?: number;
  readonly policy?: "deny" | "continue" | "untracked";
  readonly ships?: boolean;
  readonly titles?: Readonly<Record<string, string>>;
  readonly draft?: boolean;
}

export interface Sold {
  readonly productId: string;
  readonly variantId: string;
}

export interface PlacedOrder {
  readonly order: StoreOrderResponse;
  readonly sealed: string;
}

interface OpenedCart {
  readonly cart: CartContent;
  readonly sealed: string;
}

/** A shop and an anonymous shopper in it. */
export function openStore(shop: Shop = openShop()) {
  const { platform, tenant, must } = shop;

  let carts = 0;
  const mintCart = () => {
    carts += 1;
    const text = String(carts).padStart(27, "0");
    // The edge would encrypt the token.
    return { hash: createHash("sha256").update(text).digest("base64url"), sealed: `cart_${text}` };
  };

  const run = (command: string, input: unknown, more: Partial<ExecuteRequest> = {}): ExecuteResult => {
    const opening = command === "checkout.openCart" ? { minted: mintCart(), requestedLocales: [] } : {};
    return shop.run(command, { ...opening, ...Object(input) }, { actor: anonymous, ...more });
  };
  /** Runs a shopper's command that must succeed. */
  const does = <Answer>(command: string, input: object, more: Partial<ExecuteRequest> = {}): Answer => {
    const result = run(command, input, more);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.answer as Answer;
  };
  /** Changes a cart. Its id is its token, which only the caller has. */
  const changes = (command: string, id: string, input: object): CartResponse => ({
    id,
    ...does<CartContent>(command, { id, ...input }),
  });

  return {
    ...shop,
    run,
    does,
    /** Staff publishes a product. */
    sell(ware: Ware = {}): Sold {
      const { title = "Lamp", prices = { USD: 1_000 }, titles = {}, stocked = 100 } = ware;
      const product = must("catalogue.createProduct", {
        translations: [
          { locale: "en", title },
          ...Object.entries(titles).map(([locale, text]) => ({ locale, title: text })),
        ],
        variants: [
          {
            prices: pricesOf(prices),
            inventoryPolicy: ware.policy ?? "deny",
            requiresShipping: ware.ships ?? true,
            ...(ware.policy === "untracked" ? {} : { stocked }),
          },
        ],
      }) as { readonly id: string; readonly variants: readonly { readonly id: string }[] };
      if (ware.draft !== true) must("catalogue.publishProduct", { id: product.id });
      return { productId: product.id, variantId: product.variants[0]?.id ?? "" };
    },
    /** Staff publishes a product with a variant of each size. Answers the variants' ids. */
    sellAll(sizes: readonly string[]): readonly string[] {
      const { id, variants } = must("catalogue.createProduct", {
        translations: [{ locale: "en", title: "Lamp" }],
        options: [{ name: "Size", values: sizes }],
        variants: sizes.map((size) => ({ options: { Size: size }, prices: pricesOf({ USD: 1_000 }) })),
      }) as { readonly id: string; readonly variants: readonly { readonly id: string }[] };
      must("catalogue.publishProduct", { id });
      return variants.map((variant) => variant.id);
    },
    /** Staff replaces the prices of a variant. */
    price: (variantId: string, prices: Readonly<Record<string, number>>) =>
      must("catalogue.setPrices", { id: variantId, prices: pricesOf(prices) }),
    open(input: object = {}, more: Partial<ExecuteRequest> = {}): CartResponse {
      const { cart, sealed } = does<OpenedCart>("checkout.openCart", input, more);
      return { id: sealed, ...cart };
    },
    read(id: string): Result<CartResponse> {
      const read = tenant.core.ask({
        query: "checkout.readCart",
        input: { id },
        actor: anonymous,
      }) as Result<CartContent>;
      return read.ok ? ok({ id, ...read.value }) : read;
    },
    patch: (id: string, patch: object) => changes("checkout.updateCart", id, { patch }),
    add: (id: string, variantId: string, quantity = 1) =>
      changes("checkout.addItem", id, { variantId, quantity }),
    /** A complete cart. */
    ready(...items: readonly { readonly variantId: string; readonly quantity: number }[]): CartResponse {
      const cart = this.open({ items, email: "ada@shop.example" });
      const options = shippingOptions(shop);
      return this.patch(cart.id, { shippingAddress: address, shippingOptionId: options[0]?.id });
    },
    complete: (id: string, input: object = {}, more: Partial<ExecuteRequest> = {}) =>
      run("checkout.completeCart", { id, minted, ...input }, more),
    completes: (id: string, input: object = {}) =>
      does<PlacedOrder>("checkout.completeCart", { id, minted, ...input }).order,
    checkOut: (input: object, more: Partial<ExecuteRequest> = {}) =>
      run("checkout.checkout", { requestedLocales: [], minted, ...input }, more),
    checksOut: (input: object) =>
      does<PlacedOrder>("checkout.checkout", { requestedLocales: [], minted, ...input }).order,
    /** The types of all events so far. */
    told: () => tenant.core.eventsAfter(0, 1_000).events.map(({ type }) => type),
    auditLog: () => tenant.core.auditLogAfter(0, 1_000).items,
    clock: platform.clock,
  };
}

export type Store = ReturnType<typeof openStore>;

const minted = { hash: "hash", sealed: "sealed" };

export function shippingOptions({ tenant }: Shop): readonly { readonly id: string; readonly name: string }[] {
  const input = { limit: 100, after: null, count: false };
  const listed = tenant.core.ask({ query: "shipping.listOptions", input, actor: { kind: "system" } });
  if (!listed.ok) throw new Error(listed.refusal.code);
  return (listed.value as { readonly items: readonly { readonly id: string; readonly name: string }[] })
    .items;
}

function pricesOf(prices: Readonly<Record<string, number>>) {
  return Object.entries(prices).map(([currency, amount]) => ({ currency, amount }));
}

/** The code and pointers of a refusal; anything else fails the test. */
export function refusalOf(result: ExecuteResult | Result<unknown>) {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result)}`);
  const { code, errors = [] } = result.refusal;
  return { code, pointers: errors.map(({ pointer }) => pointer) };
}
