import * as z from "zod";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { releaseIds } from "../ids.ts";
import { decidePublication } from "../items/publication-rules.ts";
import { resolveItems } from "../items/resolve.ts";
import { checkAllowed } from "../items/rules.ts";
import { findAdminRelease, guardsRelease } from "./commands.ts";
import { releasePublished } from "./events.ts";
import { checkOpen, noSuchRelease } from "./rules.ts";
import { adminRelease } from "./schema.ts";
import { readRelease } from "./store.ts";

/** Has all items take effect at once, or none. */
export const publishRelease = defineCommand({
  name: "releases.publishRelease",
  access: "releases:update",
  input: z.object({ id: opaqueId }),
  output: adminRelease,
  guards: guardsRelease,
  load(database, { id }, context) {
    const release = readRelease(database, canonicalId(releaseIds.release, id));
    return { release, items: resolveItems(database, release?.items ?? [], context) };
  },
  decide({ release, items }, _, { now }) {
    if (release === undefined) return refused(noSuchRelease);
    const open = checkOpen(release, "published again");
    if (!open.ok) return open;
    const allowed = checkAllowed(items);
    if (!allowed.ok) return allowed;
    const decided = decidePublication(items);
    if (!decided.ok) return decided;
    const { undo, includes } = decided.value;
    const publishedAt = new Date(now).toISOString();
    return ok({
      events: [releasePublished.of(release.id, { publishedAt, undo })],
      includes,
      answer(database) {
        const published = findAdminRelease(database, release.id);
        if (published === undefined) throw new Error(`${release.id} was just published but cannot be read`);
        return published;
      },
    });
  },
});
