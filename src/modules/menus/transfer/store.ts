import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { menuState } from "../menu/schema.ts";
import { ownerOfLocation, removeMenu, writeMenu } from "../menu/store.ts";

/** Menus as they are. What they lead to may have been deleted in the tenant that they come from, too. */
export const menuTransfer = defineTransfer(menuState, {
  event: "content.menu.imported",
  hasNames: true,
  conflicts(database, { id, state }) {
    const owner = ownerOfLocation(database, state.location);
    if (owner === null || owner === id) return [];
    const detail = `${owner} has the same location`;
    return [{ pointer: "/state/location", code: "duplicate-location", detail }];
  },
  write: (database, { state }) => writeMenu(database, state),
  remove: removeMenu,
});
