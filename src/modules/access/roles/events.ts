import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { storedGrant } from "./schema.ts";

const content = {
  name: z.string(),
  description: z.string().nullable(),
  grants: z.array(storedGrant),
};

export const roleCreated = defineEvent("identity.role.created", "role", () =>
  z.object(content),
).unpublished();
/** Carries only what changed. */
export const roleUpdated = defineEvent("identity.role.updated", "role", () =>
  z.object({ description: content.description.optional(), grants: content.grants.optional() }),
).unpublished();
export const roleDeleted = defineEvent("identity.role.deleted", "role", () => z.object({})).unpublished();

export const roleEvents = [roleCreated, roleUpdated, roleDeleted];
