import * as z from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { taxZone } from "./schema.ts";

const content = taxZone.omit({ id: true });

export const zoneCreated = defineEvent("taxes.zone.created", "taxZone", content).published(
  "name",
  "countries",
  "rates",
);
export const zoneUpdated = defineEvent("taxes.zone.updated", "taxZone", () => content.partial()).published(
  "name",
  "countries",
  "rates",
);
export const zoneDeleted = defineEvent("taxes.zone.deleted", "taxZone", () => z.object({})).published();

export const taxEvents = [zoneCreated, zoneUpdated, zoneDeleted];
