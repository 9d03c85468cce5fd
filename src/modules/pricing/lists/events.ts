import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { priceListContent } from "./schema.ts";

const fields = ["name", "kind", "status", "startsAt", "endsAt", "priority", "rules"] as const;

export const priceListCreated = defineEvent("pricing.list.created", "priceList", priceListContent).published(
  ...fields,
);
/** Carries only what changed. */
export const priceListUpdated = defineEvent("pricing.list.updated", "priceList", () =>
  priceListContent.partial(),
).published(...fields);
/** Its prices hold from now on: it became active, or its time has come. */
export const priceListStarted = defineEvent("pricing.list.started", "priceList", () =>
  z.object({}),
).published();
/** Its prices no longer hold: it became a draft, or its time is over. */
export const priceListEnded = defineEvent("pricing.list.ended", "priceList", () => z.object({})).published();
/** Its prices no longer hold. They are removed soon afterwards. */
export const priceListDeleted = defineEvent("pricing.list.deleted", "priceList", () =>
  z.object({}),
).published();

export const priceListEvents = [
  priceListCreated,
  priceListUpdated,
  priceListStarted,
  priceListEnded,
  priceListDeleted,
];
