import type { TenantDatabase } from "../../../../kernel/storage/storage.ts";
import { externalHandleOf, productWithExternalHandle } from "../../../products/index.ts";
import type { HandleBook } from "../../../translations/index.ts";
import { idNamedBy } from "../../shopify/nameless.ts";
import type { ProductNames } from "./identity.ts";

/** Looks up products of a tenant by what a file can call them. */
export function productNamesIn(database: TenantDatabase, handles: Pick<HandleBook, "ownerOf">): ProductNames {
  return {
    byExternalHandle: (handle) => productWithExternalHandle(database, handle),
    bySlug(locale, handle) {
      const id = handles.ownerOf(locale, handle);
      return id !== undefined && externalHandleOf(database, id) === null ? id : undefined;
    },
    byId(handle) {
      const id = idNamedBy(handle);
      return id !== null && externalHandleOf(database, id) !== undefined ? id : undefined;
    },
  };
}
