import { z } from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { location } from "./schema.ts";

const after = location.nullish();
const { name, isDefault } = location.shape;

export const locationCreated = defineEvent(
  "inventory.location.created",
  "location",
  z.object({ name, isDefault, after }),
);
/** Only what changed. The location that a tenant begins with is told of when it first changes. */
export const locationUpdated = defineEvent(
  "inventory.location.updated",
  "location",
  z.object({ name: name.optional(), isDefault: isDefault.optional(), after }),
);
export const locationDeleted = defineEvent("inventory.location.deleted", "location", z.object({ after }));

export const locationEvents = [locationCreated, locationUpdated, locationDeleted];
