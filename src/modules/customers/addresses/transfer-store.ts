import { eq, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { customerAddressState } from "./schema.ts";
import { customerAddresses, writeAddress } from "./store.ts";

/** The addresses in customers' address books. */
export const customerAddressTransfer = defineTransfer(customerAddressState, {
  event: "customer.address.imported",
  write: (database, { state }) => writeAddress(database, state),
  remove: (database, id) => void database.delete(customerAddresses).where(eq(customerAddresses.id, id)).run(),
  missing: ownerless,
});

function ownerless(database: TenantDatabase): readonly string[] {
  const rows = database.all<{ id: string; customerId: string }>(sql`
    SELECT id, customer_id AS customerId FROM customer_addresses
    WHERE customer_id NOT IN (SELECT id FROM customers) LIMIT 5`);
  return rows.map(({ id, customerId }) => `The customer ${customerId} of the address ${id} is missing.`);
}
