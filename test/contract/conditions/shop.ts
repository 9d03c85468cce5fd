import { z } from "zod";
import type { Condition } from "../../../src/kernel/access/extent.ts";
import type { Session } from "../../../src/kernel/operation/session.ts";
import type { AnyOperation } from "../../../src/kernel/operation/workflow.ts";
import type { Result } from "../../../src/kernel/values/result.ts";
import { verifyApiKey } from "../../../src/modules/access/keys/commands.ts";
import { auditSubscription } from "../../../src/modules/audit/view.ts";
import { modules } from "../../../src/modules.ts";
import { follow } from "../../../src/projection/follow.ts";
import { openInvoker } from "../../support/invoker.ts";
import { openShop } from "../../support/node/shop.ts";
import { ada } from "../../support/till/draft.ts";
import { till } from "../../support/till/index.ts";

export const vendors = ["Acme", "acme", "Borea", null] as const;
export const types = ["lamp", "chair", null] as const;
export const tags = [["new"], ["new", "sale"], [], ["sale"]] as const;
export const countries = ["DE", "FR", "AT", null] as const;

const withId = z.looseObject({ id: z.string() });
const product = withId.extend({ variants: z.array(withId) });
let made = 0;

/** A shop with products of several vendors, stock at three locations and orders of several countries, and how to act in it with a role. */
export async function openLimitedShop() {
  const shop = openShop([...modules, till]);
  const { must, platform, tenant } = shop;
  const locations = ["North", "South"].map(
    (name) => withId.parse(must("inventory.createLocation", { name })).id,
  );
  const products = Array.from({ length: 24 }, (_, index) => makeProduct(shop, index, locations));
  const orders = Array.from({ length: 16 }, (_, index) => placeOrder(shop, index, products));
  await platform.deliverAll();
  const projections = {
    catchUp: async () => {
      await follow(platform.projectorDeps, tenant.id, auditSubscription.name);
    },
  };
  // Only this is called by what is read here.
  const invoke = openInvoker(platform, tenant, { projections: projections as never });

  /** A key with a role that has these grants. */
  const keyWith = (grants: readonly object[]): Pick<Session, "actor" | "grants"> => {
    made += 1;
    const id = `key_${String(made).padStart(26, "0")}`;
    const role = `role-${made}`;
    must("access.createRole", { name: role, grants });
    const minted = { id, hash: id, sealed: "sealed" };
    must("access.createApiKey", { name: "Clerk", role, minted });
    const answer = tenant.core.ask({
      query: verifyApiKey.name,
      input: { id, hash: id },
      actor: { kind: "system" },
    });
    if (!answer.ok) throw new Error(answer.refusal.detail);
    const key = z.object({ grants: z.array(z.tuple([z.string(), z.unknown()])) }).parse(answer.value);
    return { actor: { kind: "apiKey", id }, grants: new Map(key.grants as never) };
  };

  /** All pages of a list, and the total that it states. */
  const listAll = async <Input extends object, Output>(
    operation: AnyOperation<Input, Output>,
    input: object,
    as: Partial<Session> = {},
  ) => {
    const items: Record<string, unknown>[] = [];
    const totals = new Set<number | undefined>();
    let after: unknown = null;
    do {
      const page = operation.input.parse({ ...input, limit: 5, after, count: true });
      // Its own schema has just parsed it.
      const result: Result<unknown> = await invoke(operation, page as never, as);
      if (!result.ok) throw new Error(`${operation.name}: ${result.refusal.detail}`);
      const { items: some, next, totalCount } = listed.parse(result.value);
      items.push(...some);
      totals.add(totalCount);
      after = next;
    } while (after !== null);
    return { items, totals: [...totals] };
  };
  return { ...shop, invoke, keyWith, listAll, products, orders, locations };
}

const listed = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.unknown(),
  totalCount: z.number().optional(),
});

export type LimitedShop = Awaited<ReturnType<typeof openLimitedShop>>;
type Shop = ReturnType<typeof openShop>;

function makeProduct({ must, platform }: Shop, index: number, locations: readonly string[]) {
  platform.clock.advance(1_000);
  const made = product.parse(
    must("catalogue.createProduct", {
      translations: [{ locale: "en", title: `Thing ${index % 5} of ${index}` }],
      vendor: vendors[index % vendors.length],
      type: types[index % types.length],
      tags: tags[index % tags.length],
      variants: [{ sku: `S-${index}`, prices: [{ amount: 1_000, currency: "USD" }], stocked: 50 }],
    }),
  );
  const [variant] = made.variants;
  const locationId = locations[index % locations.length];
  must("inventory.setStock", { id: variant?.id, stocked: index + 1, locationId });
  return { id: made.id, variantId: variant?.id ?? "" };
}

function placeOrder(
  { must, platform }: Shop,
  index: number,
  products: readonly { readonly variantId: string }[],
) {
  platform.clock.advance(1_000);
  const country = countries[index % countries.length] ?? null;
  const address = country === null ? null : { ...ada, country };
  const placed = must("till.place", {
    items: [{ variantId: products[index % products.length]?.variantId, quantity: 1 }],
    // Every other order has only a billing address.
    shippingAddress: index % 8 < 4 ? address : null,
    billingAddress: address,
    email: `buyer${index}@example.com`,
  });
  return withId.parse(placed).id;
}

/** Whether a thing meets one of the conditions: as simple as it can be said. */
export function naively(
  conditions: readonly Condition[],
  valuesOf: (attribute: string) => readonly unknown[],
): boolean {
  return conditions.some((condition) =>
    Object.entries(condition).every(([attribute, values]) =>
      valuesOf(attribute).some((value) => values.some((one) => one === value)),
    ),
  );
}

export const productValues = (product: Record<string, unknown>) => (attribute: string) =>
  attribute === "tag" ? (product.tags as readonly unknown[]) : [product[attribute]];

export const orderValues = (order: Record<string, unknown>) => (attribute: string) => {
  const [shipping, billing] = [order.shippingAddress, order.billingAddress].map(
    (address) => (address as { readonly country?: string } | null)?.country,
  );
  return [attribute === "country" ? (shipping ?? billing) : order[attribute]];
};
