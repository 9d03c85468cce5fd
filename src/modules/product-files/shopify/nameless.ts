import { type Id, parseId } from "../../../kernel/values/id.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import type { ProductState } from "../../products/index.ts";

/*
 * A file identifies products by their handles in the default locale. A product without a translation there is identified
 * by its id, written like a handle: its handle in another locale can be another product's handle in this one.
 */

export function nameless({ id }: Pick<ProductState, "id">): string {
  return id.replace("_", "-").toLowerCase();
}

/** Returns the product id that `nameless` wrote, or null. */
export function idNamedBy(handle: string): Id<"product"> | null {
  return parseId(catalogueIds.product, handle.replace("-", "_"));
}
