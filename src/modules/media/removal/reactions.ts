import { defineReaction, OutsideUnavailable } from "../../../kernel/delivery/reaction.ts";
import { mediaDeleted, uploadDiscarded } from "../events.ts";
import { filesOf, partsOf } from "../stored/keys.ts";

/** Removes the bytes of files that are deleted, with all sizes made of them, and of uploads that came to nothing. */
export const removeFiles = defineReaction<{ readonly begun?: string | null }>({
  name: "media.removal",
  consumes: [mediaDeleted, uploadDiscarded],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate: { id }, data: { begun } }, { files, tenantId }) {
    if (typeof begun === "string") await files.abandonParts(partsOf(tenantId, id), begun);
    // A file has as many sizes and formats as there are; each call removes up to a thousand.
    for (let calls = 0; await files.remove(filesOf(tenantId, id)); calls += 1)
      if (calls === 10) throw new OutsideUnavailable("there are still files");
    return [];
  },
});
