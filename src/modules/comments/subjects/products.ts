import { hasBought } from "../../orders/index.ts";
import { publishedWithHandle } from "../../products/index.ts";
import type { SubjectKind } from "./subject.ts";

/** Products. Comments on them are reviews. */
export const productSubject: SubjectKind = {
  type: "product",
  module: "catalogue",
  find(database, handle, locales) {
    const id = publishedWithHandle(database, handle, locales);
    return id === undefined ? undefined : { id, isOpen: true };
  },
  isVerified: (database, { customerId, email }, id) =>
    hasBought(database, { customerId, guestEmail: email }, id),
};
