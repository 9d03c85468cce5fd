import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { mailedToken } from "../../customers/index.ts";
import { firstUser, user } from "./schema.ts";

/** A member of the staff was added: by an invitation, or with a password. */
export const userRegistered = defineEvent("identity.user.registered", "user", () =>
  firstUser.pick({ person: true, role: true, status: true, emailVerifiedAt: true, passwordChangedAt: true }),
).unpublished();

const changes = { person: true, status: true, emailVerifiedAt: true, passwordChangedAt: true } as const;

/** Only the fields that changed. Since version 2, also the second factor. */
export const userUpdated = defineEvent("identity.user.updated", "user", () =>
  firstUser.pick(changes).partial(),
)
  .next(
    () => user.pick({ ...changes, twoFactor: true }).partial(),
    (data) => data,
  )
  .unpublished();

export const roleChanged = defineEvent("identity.role.changed", "user", () =>
  z
    .object({ from: z.string(), to: z.string() })
    .refine(({ from, to }) => from !== to, "the role has not changed"),
).unpublished();

export const userLoggedIn = defineEvent("identity.user.logged_in", "user", () =>
  z.object({ sessionId: z.string() }),
).unpublished();

/** The token in the mail is single-use. */
export const userInvited = defineEvent("identity.user.invited", "user", mailedToken).unpublished();
export const userResetRequested = defineEvent(
  "identity.password_reset.requested",
  "user",
  mailedToken,
).unpublished();

export const userDeleted = defineEvent("identity.user.deleted", "user", () => z.object({})).unpublished();

export const userEvents = [
  userRegistered,
  userUpdated,
  roleChanged,
  userLoggedIn,
  userInvited,
  userResetRequested,
  userDeleted,
];
