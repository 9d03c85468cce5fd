import { z } from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { location } from "./schema.ts";

const { name, isDefault } = location.shape;

export const locationCreated = defineEvent(
  "inventory.location.created",
  "location",
  z.object({ name, isDefault }),
);
/** Only what changed. The location that a tenant begins with is told of when it first changes. */
export const locationUpdated = defineEvent(
  "inventory.location.updated",
  "location",
  z.object({ name: name.optional(), isDefault: isDefault.optional() }),
);
export const locationDeleted = defineEvent("inventory.location.deleted", "location", z.object({}));

export const locationEvents = [locationCreated, locationUpdated, locationDeleted];
