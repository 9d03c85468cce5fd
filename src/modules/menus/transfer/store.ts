import type { PointedError } from "../../../kernel/api/problem.ts";
import { pointedErrors } from "../../../kernel/api/validation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { linkSchema } from "../../../kernel/text/link.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { type Menu, menuState } from "../menu/schema.ts";
import { ownerOfLocation, removeMenu, writeMenu } from "../menu/store.ts";
import { flatItems } from "../menu/targets.ts";

/** Menus as they are. What they lead to may have been deleted in the tenant that they come from, too. */
export const menuTransfer = defineTransfer(menuState, {
  event: "content.menu.imported",
  hasNames: true,
  conflicts: (database, { id, state }) => [...takenLocation(database, id, state), ...unsafeLinks(state)],
  write: (database, { state }) => writeMenu(database, state),
  remove: removeMenu,
});

function takenLocation(database: TenantDatabase, id: string, { location }: Menu): readonly PointedError[] {
  const owner = ownerOfLocation(database, location);
  if (owner === null || owner === id) return [];
  return [
    { pointer: "/state/location", code: "duplicate-location", detail: `${owner} has the same location` },
  ];
}

/** Links that input would refuse. Storefronts show them as they are. */
function unsafeLinks({ items }: Menu): readonly PointedError[] {
  return flatItems(items, "/state/items").flatMap(({ item, pointer }) => {
    const checked = linkSchema.optional().safeParse(item.url);
    return checked.success ? [] : pointedErrors(checked.error, `${pointer}/url`);
  });
}
