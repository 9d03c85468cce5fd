import { z } from "zod";
import { type Actor, anonymous } from "../../../src/kernel/access/actor.ts";
import { newId } from "../../../src/kernel/values/id.ts";
import { type OwnPostComment, ownPostComment } from "../../../src/modules/comments/comment/shapes.ts";
import { listPostComments } from "../../../src/modules/comments/view/list-node-comments.ts";
import { listPostReplies } from "../../../src/modules/comments/view/list-replies.ts";
import { readStorePost } from "../../../src/modules/content/view/read-store.ts";
import { identityIds } from "../../../src/modules/identity/ids.ts";
import { guest, openReviewShop } from "./shop.ts";

const minute = 60_000;
const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
const named = z.looseObject({ id: z.string() });

/** A shop with a post, and what readers and moderators do with the comments on it. */
export function openCommentBlog(setting: "off" | "customers" | "guests" = "guests") {
  const shop = openReviewShop(setting);
  const post = (title: string, slug: string) => {
    const { id } = named.parse(
      shop.must("content.createPost", { translations: [{ locale: "en", title, slug, body: "Hello." }] }),
    );
    shop.must("content.publishPost", { id });
    return { id, slug };
  };
  const hello = post("Hello", "hello");
  const write = (input: object, actor: Actor = anonymous, more: object = {}) => {
    shop.platform.clock.advance(minute);
    return shop.run(
      "comments.createPostComment",
      { handle: hello.slug, body: "Well said.", ...(actor === anonymous ? { author: guest } : {}), ...input },
      { actor, ...(actor === anonymous ? { address: "203.0.113.7" } : {}), ...more },
    );
  };
  const comment = (...sent: Parameters<typeof write>): OwnPostComment => {
    const result = write(...sent);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return ownPostComment.strict().parse(result.answer);
  };
  const shown = async (slug: string) => {
    await shop.platform.deliverAll();
    const result = await shop.invoke(readStorePost, { slug });
    if (!result.ok || !("found" in result.value)) throw new Error("there is no such post");
    return result.value.found;
  };
  return {
    ...shop,
    ...{ post, hello, write, comment, writeReview: shop.write },
    shown(...sent: Parameters<typeof write>): OwnPostComment {
      const made = comment(...sent);
      if (made.status !== "approved") shop.decide("approve", made);
      return made;
    },
    refused: (...sent: Parameters<typeof write>) => shop.codeOf(write(...sent)),
    /** Somebody of the staff who has signed in. */
    signInStaff(role: string) {
      const email = `${role}@shop.example`;
      const { id } = named.parse(shop.must("identity.createUser", { email, name: "Mo", role, password }));
      const session = {
        id: newId(identityIds.session, shop.platform.clock.now(), () => 0.5),
        ...{ hash: `refresh-${role}`, sealed: "sealed", userAgent: "curl", address: "198.51.100.7" },
      };
      const proof = { email, kind: null, accountId: id, matched: true, hash: password.hash, code: null };
      const opened = shop.run(
        "identity.openSession",
        { ...proof, session },
        { actor: anonymous, address: "198.51.100.7" },
      );
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      return { actor: { kind: "user", id } as const, more: { sessionId: session.id } };
    },
    /** What readers are shown: a page, another slug, or the code of a refusal. */
    async list(query: object = {}) {
      await shop.platform.deliverAll();
      const input = { limit: 20, after: null, count: true, handle: hello.slug, sort: "newest" as const };
      const result = await shop.invoke(listPostComments, { ...input, ...query });
      if (!result.ok) return result.refusal.code;
      return "found" in result.value ? result.value.found : `→ ${result.value.movedTo}`;
    },
    async replies(id: string) {
      await shop.platform.deliverAll();
      const input = { limit: 20, after: null, handle: hello.slug, id };
      const result = await shop.invoke(listPostReplies, input);
      return result.ok ? result.value.items : result.refusal.code;
    },
    /** How many comments the post says it has. */
    countOf: async (slug = hello.slug) => (await shown(slug)).commentsCount,
    /** Whether the post says that it takes comments. */
    isOpen: async () => (await shown(hello.slug)).commentsOpen,
  };
}
