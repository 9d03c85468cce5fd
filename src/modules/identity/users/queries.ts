import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { identityIds } from "../ids.ts";
import { noSuchUser } from "./commands.ts";
import { type User, userResponse } from "./schema.ts";
import { countUsers, listUsers, readUser, toUserResponse } from "./store.ts";

/** Lists the staff, newest first. */
export const readUsers = defineObjectQuery({
  name: "identity.listUsers",
  access: "users:list",
  input: pageRequest,
  output: pageOutput(userResponse),
  run(database, { limit, after, count }) {
    const rows = listUsers(database, after === null ? null : String(after[0]), limit + 1);
    const shown = (user: User) => toUserResponse(database, user);
    return ok({
      ...pageOf(rows, limit, ({ id }) => [id], shown),
      totalCount: count ? countUsers(database) : undefined,
    });
  },
});

export const readOneUser = defineObjectQuery({
  name: "identity.readUser",
  access: "users:read",
  input: z.object({ id: opaqueId }),
  output: userResponse,
  run(database, { id }) {
    const user = readUser(database, canonicalId(identityIds.user, id));
    return user === undefined ? refused(noSuchUser) : ok(toUserResponse(database, user));
  },
});
