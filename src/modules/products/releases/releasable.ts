import { canonicalId } from "../../../kernel/values/id.ts";
import { defineReleasable, moving } from "../../../kernel/write/releasable.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { moveCommands } from "../commands.ts";
import type { ProductMove } from "../rules.ts";
import { readProductState } from "../store.ts";

/** Products in releases. Prices change by price lists. */
export const releasableProduct = defineReleasable({
  type: "product",
  find: (database, id) => readProductState(database, canonicalId(catalogueIds.product, id)),
  actions: {
    publish: moving(commandOf("publish"), "unpublish"),
    unpublish: moving(commandOf("unpublish"), "publish"),
  },
});

function commandOf(wanted: ProductMove) {
  const found = moveCommands.find(({ move }) => move === wanted);
  if (found === undefined) throw new Error(`products have no move ${wanted}`);
  return found.command;
}
