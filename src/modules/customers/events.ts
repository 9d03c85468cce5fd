import * as z from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { customer, taxed } from "./schema.ts";

const content = customer.omit({
  id: true,
  groupIds: true,
  erasedAt: true,
  createdAt: true,
  updatedAt: true,
});
const firstContent = content.omit({ taxExempt: true, vatId: true });
const personal = { person: null, vatId: null };
const published = ["status", "hasAccount", "emailVerifiedAt", "locale"] as const;

/** Version 2 says whether the customer pays taxes. */
export const customerRegistered = defineEvent("customer.registered", "customer", firstContent)
  .next(
    () => content,
    (first) => ({ ...first, ...taxed }),
  )
  .personal(personal)
  .published(...published, "taxExempt");

/** Only the fields that changed. Since version 2, also whether the customer pays taxes. */
export const customerUpdated = defineEvent("customer.updated", "customer", () => firstContent.partial())
  .next(
    () => content.partial(),
    (first) => first,
  )
  .personal(personal)
  .published(...published, "taxExempt");

const groups = customer.shape.groupIds;

/** The customer was added to groups, or removed from some. */
export const customerGroupsChanged = defineEvent("customer.groups_changed", "customer", () =>
  z.object({ added: groups, removed: groups }),
).published("added", "removed");

/** Version 2 says which customer has taken over what was known of this one, if any has. */
export const customerDeleted = defineEvent("customer.deleted", "customer", () => z.object({}))
  .next(
    () => z.object({ mergedInto: customer.shape.id.nullable() }),
    () => ({ mergedInto: null }),
  )
  .published("mergedInto");

/** The person was erased. What the shop knew of the customer is gone, also from earlier events. */
export const customerErased = defineEvent("customer.erased", "customer", () => z.object({}))
  .erasing()
  .published();

/** What a mail with a link needs: the id of the token in the link. The token's text is derived when the mail is sent. */
export const mailedToken = z.object({ tokenId: z.string(), expiresAt: z.iso.datetime() });

export const passwordResetRequested = defineEvent(
  "customer.password_reset.requested",
  "customer",
  mailedToken,
).unpublished();
export const emailVerificationRequested = defineEvent(
  "customer.email_verification.requested",
  "customer",
  mailedToken,
).unpublished();

export const customerEvents = [
  customerRegistered,
  customerUpdated,
  customerGroupsChanged,
  customerDeleted,
  customerErased,
  passwordResetRequested,
  emailVerificationRequested,
];
