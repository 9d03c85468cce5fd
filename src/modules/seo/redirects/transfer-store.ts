import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { duplicateAt } from "./rules.ts";
import { redirectState } from "./schema.ts";
import { redirectFrom, removeRedirect, writeRedirect } from "./store.ts";

/** Redirects. A path has one. */
export const redirectTransfer = defineTransfer(redirectState, {
  event: "seo.redirect.imported",
  conflicts(database, { id, state }) {
    const same = redirectFrom(database, state.from);
    return same === undefined || same.id === id ? [] : [duplicateAt("/state/from", state.from)];
  },
  write: (database, { state }) => writeRedirect(database, state),
  remove: removeRedirect,
});
