import { describe, expect, it } from "vitest";
import { modules } from "../../../src/modules.ts";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { checksOut, completes, fillsCart, simulates, toldOf } from "../../support/money/platform/buying.ts";
import { type ExampleShop, emailOf, openExamples } from "../../support/money/platform/shop.ts";
import { randomExample } from "../../support/money/random.ts";
import type { Example } from "../../support/money/shrink.ts";
import { readVectors } from "../../support/money/vector.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { accounts } from "../customers/accounts.ts";

const open = openExamples(openPlatform([...modules, accounts]));
const vectors = readVectors().filter(isNew);
const count = Number(process.env.RANDOM_SHOPS ?? 40);

describe("a simulation, a cart, its order and an order in one call have the amounts of the published vectors", () => {
  it.each(vectors.map((one) => ({ ...one, name: `${one.file}: ${one.title}` })))("$name", (example) => {
    expect(toldOf(priceBasket(example.given, example.basket))).toEqual(toldOf(example.expect));
    isSoldAt(example);
  });
});

it(`they have those of the oracle, for ${count} shops at random`, { timeout: 600_000 }, () => {
  for (let seed = 1; seed <= count; seed += 1) {
    try {
      isSoldAt(randomExample(seed));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
});

/** Sells a basket in all ways, which must agree to the unit. */
function isSoldAt({ given, basket }: Example): void {
  const example = open({ given, basket });
  const priced = priceBasket(given, basket);
  const expected = toldOf(priced);
  if (canBeSimulated({ given, basket })) {
    const { promotions, codes, ...amounts } = simulates(example, basket);
    expect(amounts, "simulation").toEqual(expected);
    const archived = (given.promotions ?? []).filter(({ status }) => status === "archived");
    expect(promotions).toEqual(priced.promotions.filter(({ id }) => archived.every((one) => one.id !== id)));
    expect(codes).toEqual((priced.codes ?? []).map(({ code, applied }) => ({ code: code.trim(), applied })));
  }
  const { told, id, codes, isShipped } = fillsCart(example, basket);
  expect(told, "cart").toEqual(expected);
  // Who orders is known.
  const email = emailOf(basket) ?? "guest@shop.example";
  const customer = { email, firstOrder: true, ...basket.customer };
  const isAddressed = basket.shippingAddress !== undefined || isPickedUp({ given, basket });
  const isComplete = (isShipped && isAddressed) || !mustBeShipped({ given, basket });
  const ordered = isComplete ? toldOf(priceBasket(given, { ...basket, customer })) : "checkout-incomplete";
  // In one call, an option that is the only one need not be named.
  if (isComplete || basket.shippingOptionId !== undefined) {
    const inOneCall = checkedOutAndTakenBack(example, () => checksOut(example, basket, email, codes));
    expect(inOneCall, "one call").toEqual(ordered);
  }
  expect(completes(example, id, email), "order").toEqual(ordered);
}

/** As if it had not happened: an order would count as a use. */
function checkedOutAndTakenBack<Answer>({ shop }: ExampleShop, order: () => Answer): Answer {
  const before = shop.tenant.storage.copy();
  const answer = order();
  shop.platform.restore(shop.tenant, before);
  return answer;
}

/** A simulation is told of groups and an e-mail address, but of no exemption and no billing address. */
function canBeSimulated({ basket: { customer, billingAddress } }: Example): boolean {
  return customer?.taxExempt !== true && billingAddress === undefined;
}

function mustBeShipped({ given, basket: { items } }: Example): boolean {
  const variants = given.products.flatMap((product) => product.variants);
  return variants.some(
    ({ id, requiresShipping }) =>
      requiresShipping !== false && items.some(({ variantId }) => variantId === id),
  );
}

function isPickedUp({ given: { shippingOptions = [] }, basket }: Example): boolean {
  return shippingOptions.some(({ id, kind }) => id === basket.shippingOptionId && kind === "pickup");
}

/** Whether nothing was ordered before. */
function isNew({ given, basket }: Example): boolean {
  const promotions = given.promotions ?? [];
  const isUnused = promotions.every(({ used, usedAmount, usedBy }) => !used && !usedAmount && !usedBy);
  return isUnused && basket.customer?.firstOrder !== false;
}
