import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { banUser, deactivateUser, deleteUser, reactivateUser, updateUser } from "../users/commands.ts";
import { readOneUser, readUsers } from "../users/queries.ts";
import { userInput, userPatch } from "../users/schema.ts";
import { addUser } from "../users/workflows.ts";

const tag = "Users";
const path = "/v1/admin/users";
const params = z.object({ id: opaqueId });
const returns = "The user";
const location = ({ id }: { readonly id: string }) => `${path}/${id}`;

/** The staff of a shop. */
export const userRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listUsers",
    summary: "List users",
    description: "Lists the staff, newest first, with those who are invited or may no longer sign in.",
    operation: readUsers,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of users",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createUser",
    summary: "Create a user",
    description:
      "Adds a member of the staff with a password that you choose. An invitation is better: then nobody else knows the password. You can give no role with more rights than your own.",
    operation: addUser,
    body: userInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location,
    refusals: ["duplicate-email", "common-password", "unknown-reference"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getUser",
    summary: "Get a user",
    description: "Returns a member of the staff.",
    operation: readOneUser,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateUser",
    summary: "Update a user",
    description:
      "Changes name and role. Fields that are left out stay. A new role takes effect at once for writes, and within four seconds for reads.",
    operation: updateUser,
    params,
    body: userPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["last-administrator", "unknown-reference"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteUser",
    summary: "Delete a user",
    description:
      "Removes a user or withdraws an invitation. All sessions end. The audit log still names the user's id.",
    operation: deleteUser,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
    refusals: ["last-administrator"],
  }),
  ...(
    [
      [
        "deactivate",
        deactivateUser,
        "The user can no longer sign in, and all sessions end: for who has left.",
      ],
      ["reactivate", reactivateUser, "The user can sign in again, with the password of before."],
      ["ban", banUser, "The user can no longer sign in, and all sessions end: for who must not come back."],
    ] as const
  ).map(([action, operation, description]) =>
    defineRoute({
      method: "post",
      path: `${path}/{id}/${action}`,
      tag,
      operationId: `${action}User`,
      summary: `${action[0]?.toUpperCase()}${action.slice(1)} a user`,
      description,
      operation,
      params,
      input: ({ params }) => params,
      returns,
      refusals: ["invalid-transition", "last-administrator"],
    }),
  ),
];
