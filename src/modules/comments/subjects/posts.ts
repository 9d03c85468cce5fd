import { publishedWithSlug } from "../../content/index.ts";
import type { SubjectKind } from "./subject.ts";

/** Posts. Nobody gives stars to them, and nobody buys one. */
export const postSubject: SubjectKind = {
  type: "post",
  module: "content",
  find(database, slug, locales) {
    const id = publishedWithSlug(database, "post", slug, locales);
    return id === undefined ? undefined : { id, isOpen: true };
  },
  isVerified: () => false,
};
