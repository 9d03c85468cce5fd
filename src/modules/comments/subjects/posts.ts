import { publishedWithSlug } from "../../content/index.ts";
import type { SubjectKind } from "./subject.ts";

/** Posts. Nobody gives stars to them, and nobody buys one. */
export const postSubject: SubjectKind = {
  type: "post",
  module: "content",
  find(database, slug, locales) {
    const post = publishedWithSlug(database, "post", slug, locales);
    return post === undefined ? undefined : { id: post.id, isOpen: post.commentsOpen };
  },
  isVerified: () => false,
};
