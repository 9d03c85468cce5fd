import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { customerGroup } from "./schema.ts";

const content = customerGroup.pick({ name: true, handle: true });

export const customerGroupCreated = defineEvent("customer.group.created", "customerGroup", content).published(
  "name",
  "handle",
);
export const customerGroupUpdated = defineEvent("customer.group.updated", "customerGroup", () =>
  content.partial(),
).published("name", "handle");
export const customerGroupDeleted = defineEvent("customer.group.deleted", "customerGroup", () =>
  z.object({}),
).published();

export const customerGroupEvents = [customerGroupCreated, customerGroupUpdated, customerGroupDeleted];
