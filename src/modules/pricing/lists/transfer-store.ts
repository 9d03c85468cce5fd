import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { priceListState } from "./schema.ts";
import { forgetDeletedList, forgetLists, priceLists } from "./store.ts";

/** Price lists. Their prices are the variants' own, and those of a list that is gone mean nothing. */
export const priceListTransfer = defineTransfer(priceListState, {
  event: "pricing.list.imported",
  write(database, { id, state }) {
    remove(database, id);
    forgetDeletedList(database, id);
    database.insert(priceLists).values(state).run();
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  forgetLists(database);
  database.delete(priceLists).where(eq(priceLists.id, id)).run();
}
