import { definePolicy } from "../../../kernel/write/policy.ts";
import { orderCancelled, orderErased, orderPlaced } from "../../orders/index.ts";
import { usesCounted, usesReturned } from "./events.ts";
import { usesOf } from "./rules.ts";
import { useIdOf } from "./schema.ts";
import { forgetBuyer, readUse } from "./store.ts";

/** An order that is placed counts as a use of each promotion that took something off, in the same transaction. */
export const countUses = definePolicy({
  consumes: [orderPlaced],
  follow(_, { aggregate: { id: orderId }, data }) {
    const uses = usesOf(data);
    return uses.length === 0 ? {} : { events: [usesCounted.of(useIdOf(orderId), { orderId, uses })] };
  },
});

/** An order that is cancelled gives its uses back. */
export const returnUses = definePolicy<object>({
  consumes: [orderCancelled],
  follow(database, { aggregate: { id: orderId } }) {
    const use = readUse(database, orderId);
    return use === undefined || use.isReturned
      ? {}
      : { events: [usesReturned.of(useIdOf(orderId), { orderId })] };
  },
});

/** Of an erased order, nobody can say any more who used the promotions. */
export const forgetBuyers = definePolicy<object>({
  consumes: [orderErased],
  follow: (_, { aggregate: { id } }) => ({ writeState: (database) => forgetBuyer(database, id) }),
});
