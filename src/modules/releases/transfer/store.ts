import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { releaseState } from "../release/schema.ts";
import { removeRelease, writeRelease } from "../release/store.ts";

/** Releases as they are. A scheduled one takes effect in the tenant that it comes to, too. */
export const releaseTransfer = defineTransfer(releaseState, {
  event: "content.release.imported",
  write: (database, { state }) => writeRelease(database, state),
  remove: removeRelease,
});
