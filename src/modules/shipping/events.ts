import * as z from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { firstOption, plainOption, shippingOption } from "./schema.ts";

const first = firstOption.omit({ id: true });
const content = shippingOption.omit({ id: true });
const fields = [
  "name",
  "prices",
  "kind",
  "zones",
  "rules",
  "freeFrom",
  "profile",
  "locationId",
  "minDays",
  "maxDays",
  "taxCategory",
] as const;

/** Since version 2 with what the option fits, how long it takes and how it is taxed. */
export const optionCreated = defineEvent("shipping.option.created", "shippingOption", first)
  .next(
    () => content,
    (older) => {
      const { id: _, ...option } = plainOption({ id: "", ...older });
      return option;
    },
  )
  .published(...fields);
/** Carries only what changed; since version 2, also of the same. */
export const optionUpdated = defineEvent("shipping.option.updated", "shippingOption", () => first.partial())
  .next(
    () => content.partial(),
    (older) => older,
  )
  .published(...fields);
export const optionDeleted = defineEvent("shipping.option.deleted", "shippingOption", () =>
  z.object({}),
).published();
