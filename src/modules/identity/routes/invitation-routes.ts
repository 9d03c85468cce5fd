import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { revokeInvitation } from "../invitations/commands.ts";
import { listInvitations } from "../invitations/queries.ts";
import { inviteUser } from "../users/commands.ts";
import { invitationInput } from "../users/schema.ts";
import { acceptanceInput, acceptInvitation } from "../users/workflows.ts";

const tag = "Users";

/** Invitations to the staff. */
export const invitationRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/invitations",
    tag,
    operationId: "listInvitations",
    summary: "List open invitations",
    description: "Lists the invitations that can still be accepted, newest first.",
    operation: listInvitations,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of invitations",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: "/v1/admin/invitations",
    tag,
    operationId: "inviteUser",
    summary: "Invite a user",
    description:
      "Adds a user who is `invited`, and sends a mail with a link that is valid for seven days. Inviting again sends another link, and the former one works no longer.",
    operation: inviteUser,
    body: invitationInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The user",
    location: ({ id }) => `/v1/admin/users/${id}`,
    refusals: ["duplicate-email", "unknown-reference"],
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/invitations/{id}",
    tag,
    operationId: "revokeInvitation",
    summary: "Revoke an invitation",
    description: "The link in the mail works no longer, and the invited user is removed.",
    operation: revokeInvitation,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "Revoked",
  }),
  defineRoute({
    method: "post",
    path: "/v1/auth/invitations/accept",
    tag: "Authentication",
    operationId: "acceptInvitation",
    summary: "Accept an invitation",
    description: "Sets the password of an invited user, and signs the user in. The token works once.",
    operation: acceptInvitation,
    body: acceptanceInput,
    input: ({ body }) => body,
    returns: "Tokens, and whose they are",
    refusals: ["invalid-token", "common-password"],
  }),
];
