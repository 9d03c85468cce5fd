import type { Envelope } from "../../kernel/write/event.ts";
import { newestStates } from "../../kernel/write/state.ts";
import { groupsTag } from "../collections/index.ts";
import { stockState } from "../inventory/index.ts";
import { listPricesTag, priceListsTag } from "../pricing/index.ts";
import { productState, type StoreProduct } from "../products/index.ts";
import { deletedCommentsTag, ratingsTag } from "../ratings/index.ts";
import { settingsTag } from "../tenants/index.ts";

/** Changes with every product. */
export const productsTag = "products";
/** Changes with the stock of every variant. */
const stockTag = "stock";

/** Changes with every product that has, or once had, a handle in any language. */
function productHandleTag(handle: string): string {
  return `product-handle:${handle}`;
}

/** The tags of the products and of the stock that events leave. A deleted product's handles are not known any more. */
export function tagsOfProductEvents(run: readonly Envelope[]): readonly string[] {
  const { alive, deleted } = newestStates(productState, run);
  const stocked = newestStates(stockState, run);
  const products = [...alive, ...deleted];
  const stocks = [...stocked.alive, ...stocked.deleted];
  return [
    ...(products.length > 0 ? [productsTag] : []),
    ...(stocks.length > 0 ? [stockTag] : []),
    ...[...products, ...stocks].map(({ id }) => id),
    ...alive
      .flatMap(({ state }) => [...state.translations, ...state.redirects])
      .map(({ handle }) => productHandleTag(handle)),
  ];
}

/** A product says which collections and categories it is in. It isn't known which ones it may be added to. */
const withGroups = [settingsTag, priceListsTag, groupsTag.collection, groupsTag.category];

/**
 * The tags of a product that was looked up by a handle. `answer` is null if there is none. What another handle than the
 * product's own leads to depends on the handles of other products.
 */
export function tagsOfProductPage(
  handle: string,
  answer:
    | {
        readonly found: Pick<StoreProduct, "id" | "handle"> & {
          readonly variants: readonly { id: string }[];
        };
      }
    | { readonly movedTo: string }
    | null,
): readonly string[] {
  if (answer === null) return [settingsTag, productHandleTag(handle)];
  if ("movedTo" in answer) return [settingsTag, productsTag];
  const { id, handle: own, variants } = answer.found;
  return [
    ...withGroups,
    deletedCommentsTag,
    productHandleTag(handle),
    own === handle ? id : productsTag,
    ...variants.map((variant) => variant.id),
  ];
}

/** The tags of a list of products: any product or stock can enter it, leave it, or change its order. */
export function tagsOfProductList(): readonly string[] {
  return [...withGroups, productsTag, stockTag, listPricesTag, ratingsTag];
}

/** The tags of the products that are related to one. */
export function tagsOfRelated(): readonly string[] {
  return tagsOfProductList();
}
