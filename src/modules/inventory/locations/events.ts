import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { location } from "./schema.ts";

const { name, isDefault } = location.shape;

export const locationCreated = defineEvent("inventory.location.created", "location", () =>
  z.object({ name, isDefault }),
).published("name", "isDefault");
/** Carries only what changed. A tenant's first location has no `created` event: this is its first one. */
export const locationUpdated = defineEvent("inventory.location.updated", "location", () =>
  z.object({ name: name.optional(), isDefault: isDefault.optional() }),
).published("name", "isDefault");
export const locationDeleted = defineEvent("inventory.location.deleted", "location", () =>
  z.object({}),
).published();

export const locationEvents = [locationCreated, locationUpdated, locationDeleted];
