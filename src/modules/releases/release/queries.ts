import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { findAdminRelease } from "./commands.ts";
import { countReleases, idsOfReleases } from "./lists.ts";
import { noSuchRelease } from "./rules.ts";
import { adminRelease, releaseStatus } from "./schema.ts";

/** A tenant's releases, newest first. Nobody but staff reads them, so the object lists them itself. */
export const listReleases = defineObjectQuery({
  name: "releases.listReleases",
  access: "releases:list",
  input: pageRequest.extend({ status: releaseStatus.nullable().default(null) }),
  output: pageOutput(adminRelease),
  run(database, { limit, after, count, status }) {
    const before = after === null ? null : String(after[0]);
    const page = pageOf(
      idsOfReleases(database, { status, before, atMost: limit + 1 }),
      limit,
      ({ id }) => [id],
      ({ id }) => findAdminRelease(database, id),
    );
    return ok({ ...page, totalCount: count ? countReleases(database, status) : undefined });
  },
});

export const readOneRelease = defineObjectQuery({
  name: "releases.readRelease",
  access: "releases:read",
  input: z.object({ id: opaqueId }),
  output: adminRelease,
  run(database, { id }) {
    const release = findAdminRelease(database, id);
    return release === undefined ? refused(noSuchRelease) : ok(release);
  },
});
