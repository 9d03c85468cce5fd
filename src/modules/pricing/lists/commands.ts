import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { pricingIds } from "../ids.ts";
import { priceListDeleted } from "./events.ts";
import { decideList, decideListChange } from "./rules.ts";
import {
  type PriceList,
  type PriceListResponse,
  priceListInput,
  priceListPatch,
  priceListResponse,
} from "./schema.ts";
import { priceListAggregate, readPriceList, readPriceLists } from "./store.ts";

export const noSuchList = refusal("not-found", "There is no such price list.");

const byId = z.object({ id: opaqueId });

/** The aggregate that a request names. */
export const guardsList = ({ id }: { readonly id: string }) => ({
  type: priceListAggregate.type,
  id: listIdOf(id),
});

export const createPriceList = defineCommand({
  name: "pricing.createPriceList",
  access: "products:create",
  input: priceListInput,
  output: priceListResponse,
  load: (database) => readPriceLists(database).length,
  decide(count, input, { newId, now }) {
    const id = newId(pricingIds.priceList);
    const events = decideList(id, input, { count, now });
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenList(database, id) });
  },
});

export const updatePriceList = defineCommand({
  name: "pricing.updatePriceList",
  access: "products:update",
  input: byId.extend({ patch: priceListPatch }),
  output: priceListResponse,
  guards: guardsList,
  load: (database, { id }) => readPriceList(database, listIdOf(id)),
  decide(list, { patch }, { now }) {
    if (list === undefined) return refused(noSuchList);
    const events = decideListChange(list, patch, now);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenList(database, list.id) });
  },
});

export const deletePriceList = defineCommand({
  name: "pricing.deletePriceList",
  access: "products:delete",
  input: byId,
  output: nothing,
  guards: guardsList,
  load: (database, { id }) => readPriceList(database, listIdOf(id)),
  decide(list) {
    if (list === undefined) return refused(noSuchList);
    return ok({ events: [priceListDeleted.of(list.id, {})], answer: () => null });
  },
});

/** The canonical form of a list's id. */
export function listIdOf(id: string): string {
  return canonicalId(pricingIds.priceList, id);
}

/** The wire shape of a list. */
export function toListResponse(database: TenantDatabase, list: PriceList): PriceListResponse {
  return { ...list, version: versionOf(database, priceListAggregate.type, list.id) };
}

function writtenList(database: TenantDatabase, id: string): PriceListResponse {
  const list = readPriceList(database, id);
  if (list === undefined) throw new Error(`the price list ${id} was just written but cannot be read`);
  return toListResponse(database, list);
}
