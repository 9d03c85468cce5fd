import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { contactOf } from "../../customers/index.ts";
import { cartIsCompleted, guardsCart, noSuchCart, stored } from "../cart/commands.ts";
import { readCartContent } from "../cart/queries.ts";
import { settled } from "../cart/rules.ts";
import { cartContent } from "../cart/schema.ts";
import { deleteCarts, openCartsOf, readCart } from "../cart/store.ts";
import { loadPricingContext } from "../quote/load.ts";
import { merged, ownedBy } from "./rules.ts";
import { attachedContent } from "./schema.ts";

/** The most carts that are merged into one. A customer has one for each device. */
const mostMerged = 10;

/** For operations on what an account has. */
const notSignedIn = refusal("unauthenticated", "Sign in as a customer.");

/** Makes a cart the customer's, and merges the customer's other open carts into it. */
export const attachCart = defineCommand({
  name: "checkout.attachCart",
  access: "customer",
  internal: true,
  input: z.object({ id: opaqueId }),
  output: attachedContent,
  guards: guardsCart,
  load(database, { id }, context) {
    const customer = contactOf(database, context.actor);
    const cart = readCart(database, context, id);
    if (customer === null || cart === undefined) return { customer, cart: undefined };
    const others = openCartsOf(database, customer.id, context.now, mostMerged + 1)
      .filter((other) => other.id !== cart.id)
      .slice(0, mostMerged);
    const variantIds = new Set([cart, ...others].flatMap(({ lines }) => lines.map((line) => line.variantId)));
    const pricing = loadPricingContext(database, context, ownedBy(cart, customer), [...variantIds]);
    return { customer, cart, others, pricing };
  },
  decide({ customer, cart, others, pricing }, _, context) {
    if (customer === null) return refused(notSignedIn);
    if (cart === undefined) return refused(noSuchCart);
    if (cart.status === "completed") return refused(cartIsCompleted);
    const { cart: whole, leftOut: notMerged } = merged(ownedBy(cart, customer), others, pricing);
    const decided = stored(cart, settled(whole, pricing), pricing, context);
    if (!decided.ok) return decided;
    const { writeState, answer, ...decision } = decided.value;
    return ok({
      ...decision,
      writeState(database) {
        writeState?.(database);
        deleteCarts(
          database,
          others.map(({ id }) => id),
        );
      },
      answer: (database) => ({ cart: answer(database), notMerged: [...notMerged] }),
    });
  },
});

/** The open cart of the customer who calls: the one that was changed last. */
export const readOwnCart = defineObjectQuery({
  name: "checkout.readOwnCart",
  access: "customer",
  internal: true,
  input: z.object({}),
  output: z.object({ id: z.string(), cart: cartContent }),
  run(database, _, context) {
    const customer = contactOf(database, context.actor);
    if (customer === null) return refused(notSignedIn);
    const [cart] = openCartsOf(database, customer.id, context.now, 1);
    if (cart === undefined) return refused(noSuchCart);
    const content = readCartContent(database, cart, context);
    return content.ok ? ok({ id: cart.id, cart: content.value }) : content;
  },
});
