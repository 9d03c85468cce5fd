import { z } from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { customer } from "./schema.ts";

export const customerRegistered = defineEvent(
  "customer.registered",
  "customer",
  customer.omit({ id: true, groupIds: true, createdAt: true, updatedAt: true }),
);

/** Only the fields that changed. */
export const customerUpdated = defineEvent(
  "customer.updated",
  "customer",
  customer.omit({ id: true, groupIds: true, createdAt: true, updatedAt: true }).partial(),
);

const groups = customer.shape.groupIds;

/** The customer was added to groups, or removed from some. */
export const customerGroupsChanged = defineEvent(
  "customer.groups_changed",
  "customer",
  z.object({ added: groups, removed: groups }),
);

/** Version 2 says which customer has taken over what was known of this one, if any has. */
export const customerDeleted = defineEvent("customer.deleted", "customer", z.object({})).next(
  z.object({ mergedInto: customer.shape.id.nullable() }),
  () => ({ mergedInto: null }),
);

/** What a mail with a link needs: the id of the token in the link. The token's text is derived when the mail is sent. */
export const mailedToken = z.object({ tokenId: z.string(), expiresAt: z.iso.datetime() });

export const passwordResetRequested = defineEvent(
  "customer.password_reset.requested",
  "customer",
  mailedToken,
);
export const emailVerificationRequested = defineEvent(
  "customer.email_verification.requested",
  "customer",
  mailedToken,
);

export const customerEvents = [
  customerRegistered,
  customerUpdated,
  customerGroupsChanged,
  customerDeleted,
  passwordResetRequested,
  emailVerificationRequested,
];
