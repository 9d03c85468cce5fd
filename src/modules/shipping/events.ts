import * as z from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { shippingOption } from "./schema.ts";

const content = shippingOption.omit({ id: true });

export const optionCreated = defineEvent("shipping.option.created", "shippingOption", content).published(
  "name",
  "prices",
);
export const optionUpdated = defineEvent("shipping.option.updated", "shippingOption", () =>
  content.partial(),
).published("name", "prices");
export const optionDeleted = defineEvent("shipping.option.deleted", "shippingOption", () =>
  z.object({}),
).published();
