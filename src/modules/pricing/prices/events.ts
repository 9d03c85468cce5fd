import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineEvent } from "../../../kernel/write/event.ts";
import { pricingIds } from "../ids.ts";
import { listedPrices } from "./schema.ts";

/** All prices that a variant has in one list from now on. None: it has left the list. */
export const listPricesUpdated = defineEvent("pricing.list_prices.updated", "listPrices", () =>
  z.object({ listId: idText(pricingIds.priceList), prices: listedPrices }),
).published("listId", "prices");
/** The variant is gone, and its prices in all lists. */
export const listPricesDeleted = defineEvent("pricing.list_prices.deleted", "listPrices", () =>
  z.object({}),
).published();

export const listPricesEvents = [listPricesUpdated, listPricesDeleted];
