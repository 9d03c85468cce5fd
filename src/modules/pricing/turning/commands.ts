import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { decideTurn, nextTurn } from "../lists/rules.ts";
import { forgetDeletedList, readDeletedList, readPriceLists } from "../lists/store.ts";
import { listPricesUpdated } from "../prices/events.ts";
import { variantsIn } from "../prices/lookups.ts";

/** The most variants per batch that leave a deleted list. */
const batchSize = 200;

/** A scheduled job: says that lists have started or ended, and removes the prices of deleted ones. */
export const turnPriceLists = defineCommand({
  name: "pricing.turnPriceLists",
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load(database) {
    const deleted = readDeletedList(database);
    const variantIds = deleted === undefined ? [] : variantsIn(database, deleted, batchSize);
    return { lists: readPriceLists(database), deleted, variantIds };
  },
  decide({ lists, deleted, variantIds }, _, { now }) {
    const left = variantIds.map((id) => listPricesUpdated.of(id, { listId: deleted ?? "", prices: [] }));
    return ok({
      events: [...lists.flatMap((list) => decideTurn(list, now)), ...left],
      writeState(database: TenantDatabase) {
        if (deleted !== undefined && variantIds.length < batchSize) forgetDeletedList(database, deleted);
      },
      answer(database) {
        if (readDeletedList(database) !== undefined) return now;
        const turns = readPriceLists(database).flatMap((list) => nextTurn(list, now) ?? []);
        return turns.length === 0 ? null : Math.min(...turns);
      },
    });
  },
});
