import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { changeMe, mePatch } from "../accounts/commands.ts";
import { revokeOwnSession, revokeOwnSessions } from "../sessions/commands.ts";
import { listSessions, readMe } from "../sessions/queries.ts";

const tag = "Authentication";

/** What an account does with itself. */
export const accountRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/auth/me",
    tag,
    operationId: "getMe",
    summary: "Get your account",
    description: "Returns the account of the access token: a member of the staff, or a customer.",
    operation: readMe,
    input: () => ({}),
    returns: "The account",
  }),
  defineRoute({
    method: "patch",
    path: "/v1/auth/me",
    tag,
    operationId: "updateMe",
    summary: "Update your account",
    description:
      "Fields that are left out stay, null clears. Staff has a `name`; customers have `firstName`, `lastName`, `phone` and `locale`. Role and status are not one's own to change.",
    operation: changeMe,
    body: mePatch,
    input: ({ body }) => body,
    returns: "The account",
  }),
  defineRoute({
    method: "get",
    path: "/v1/auth/sessions",
    tag,
    operationId: "listSessions",
    summary: "List your sessions",
    description: "Lists where the account is signed in, newest first.",
    operation: listSessions,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of sessions",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "delete",
    path: "/v1/auth/sessions",
    tag,
    operationId: "revokeSessions",
    summary: "Sign out everywhere",
    description: "Ends all sessions of the account, also the one of this request.",
    operation: revokeOwnSessions,
    input: () => ({}),
    returns: "Signed out everywhere",
  }),
  defineRoute({
    method: "delete",
    path: "/v1/auth/sessions/{id}",
    tag,
    operationId: "revokeSession",
    summary: "End a session",
    description:
      "Ends one session of the account. Writes in it are refused at once, reads within four seconds.",
    operation: revokeOwnSession,
    params: z.object({ id: opaqueId }),
    input: ({ params }) => params,
    returns: "Ended",
  }),
];
