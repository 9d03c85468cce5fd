import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { idText } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { identityIds } from "../ids.ts";
import { countOpenInvitations, listOpenInvitations, type OpenInvitation } from "./store.ts";

const instant = z.iso.datetime();

/** The wire shape of an invitation. */
export const invitationResponse = z.object({
  id: idText(identityIds.user).describe("The id of the invited user."),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.string(),
  createdAt: instant.describe("When the user was first invited."),
  expiresAt: instant.describe("When the link in the mail ends."),
});

/** Lists the invitations that can still be accepted, newest first. */
export const listInvitations = defineObjectQuery({
  name: "identity.listInvitations",
  access: "users:list",
  input: pageRequest,
  output: pageOutput(invitationResponse),
  run(database, { limit, after, count }, { now }) {
    const before = after === null ? null : String(after[0]);
    const rows = listOpenInvitations(database, { before, now, limit: limit + 1 });
    return ok({
      ...pageOf(rows, limit, ({ user }) => [user.id], shown),
      totalCount: count ? countOpenInvitations(database, now) : undefined,
    });
  },
});

function shown({ user: { id, person, role, createdAt }, expiresAt }: OpenInvitation) {
  const { email = null, name = null } = person ?? {};
  return { id, email, name, role, createdAt, expiresAt: new Date(expiresAt).toISOString() };
}
