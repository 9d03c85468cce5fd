import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { identityIds } from "../ids.ts";
import { newPassword } from "../passwords/schema.ts";

const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(100);

/** `invited` has no password yet. `inactive` is for who has left, `banned` for who must not come back. */
export const userStatus = z.enum(["invited", "active", "inactive", "banned"]);
export type UserStatus = z.infer<typeof userStatus>;

/** The personal data of a staff user. */
export const userPerson = z.object({ email: z.string(), name: z.string().nullable() });

/** A member of the shop's staff, in version 1. */
export const firstUser = z.object({
  id: idText(identityIds.user),
  person: userPerson.nullable(),
  /** A role of the role register. A role that no longer exists grants nothing. */
  role: z.string(),
  status: userStatus,
  emailVerifiedAt: instant.nullable(),
  passwordChangedAt: instant.nullable(),
  lastLoginAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});

/** Version 2 added the second factor. */
export const user = firstUser.extend({
  /** Whether signing in with the password also takes a code. */
  twoFactor: z.boolean(),
});
export type User = z.infer<typeof user>;

export const userState = defineState("user", firstUser).next(user, (older) => ({
  ...older,
  twoFactor: false,
}));

/** The name of a role in input. Whether there is such a role, and whether the caller may give it, the rules say. */
export const roleName = z.string().min(1).max(64);

/** What an administrator says about a new user. */
export const userFields = z.object({ email: emailSchema, name: name.nullable().optional(), role: roleName });

export const invitationInput = userFields.strict();
export const userInput = userFields.extend({ password: newPassword }).strict();

/** What an administrator can change. */
export const userPatch = z.object({ name: name.nullable(), role: roleName }).partial().strict();
export type UserPatch = z.infer<typeof userPatch>;

/** The wire shape of a staff user. */
export const userResponse = z.object({
  id: idText(identityIds.user),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.string(),
  status: userStatus,
  emailVerifiedAt: instant.nullable(),
  passwordChangedAt: instant.nullable(),
  lastLoginAt: instant.nullable(),
  twoFactor: z.boolean().describe("Whether signing in with the password also takes a code."),
  createdAt: instant,
  updatedAt: instant,
  version: z.int().positive(),
});
export type UserResponse = z.infer<typeof userResponse>;
