import { type Id, parseId } from "../../../kernel/values/id.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import type { ProductState } from "../../products/index.ts";

/*
 * A file names products by their handles in the shop's own language. One that has no text there goes by its id, written
 * so that it could be a handle: its handle in another language may be that of another product here.
 */

export function nameless({ id }: Pick<ProductState, "id">): string {
  return id.replace("_", "-").toLowerCase();
}

/** The id of a product that is named so. */
export function idNamedBy(handle: string): Id<"product"> | null {
  return parseId(catalogueIds.product, handle.replace("-", "_"));
}
