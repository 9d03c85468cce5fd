import { eq, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { definePolicy } from "../../../kernel/write/policy.ts";
import { customerErased } from "../../customers/index.ts";
import { orderErased, readOrder } from "../../orders/index.ts";
import { removeCarts } from "../cart/room.ts";
import { carts } from "../cart/tables.ts";

/** What one command removes. */
const mostCarts = 500;

/** An erased customer has no carts, and neither has an erased order one. */
export const removeErasedCarts = definePolicy<object>({
  consumes: [customerErased, orderErased],
  follow: (database, { type, aggregate: { id } }) => {
    const cartId = type === orderErased.type ? (readOrder(database, id)?.cartId ?? "") : null;
    const whose = cartId === null ? eq(carts.customerId, id) : eq(carts.id, cartId);
    return {
      writeState: (written) =>
        removeCarts(written, written.select({ id: carts.id }).from(carts).where(whose)),
    };
  },
});

/** Whether there are carts with an e-mail address, in lower case. */
export function hasCartsWith(database: TenantDatabase, email: string): boolean {
  return cartsWith(database, email).get() !== undefined;
}

/** Removes a bounded number of carts with an e-mail address. */
export function removeCartsWith(database: TenantDatabase, email: string): void {
  removeCarts(database, cartsWith(database, email));
}

function cartsWith(database: TenantDatabase, email: string) {
  return (
    database
      .select({ id: carts.id })
      .from(carts)
      // The index has only carts with an address.
      .where(sql`${carts.email} IS NOT NULL AND lower(${carts.email}) = ${email}`)
      .limit(mostCarts)
  );
}
