import { describe, expect, it } from "vitest";
import { postCommentInput } from "../../../src/modules/comments/writing/schema.ts";
import { openShop } from "../../support/node/shop.ts";
import { exportOf, importInto } from "../transfers/given.ts";
import { openCommentBlog } from "./blog.ts";
import { guest } from "./shop.ts";

describe("a comment on a post", () => {
  it("of a guest waits for a moderator, has no stars, and is counted once it is shown", async () => {
    const blog = openCommentBlog();
    const made = blog.comment({ body: "Well said." });
    expect(made).toMatchObject({
      ...{ status: "pending", byStaff: false, editableUntil: null },
      href: `/v1/store/posts/hello/comments/${made.id}`,
    });
    expect(await blog.list()).toMatchObject({ items: [], totalCount: 0 });
    expect(await blog.countOf()).toBe(0);
    blog.decide("approve", made);
    const reply = blog.shown({ parentId: made.id, body: "Thanks." });
    expect(await blog.list()).toMatchObject({
      totalCount: 1,
      items: [{ id: made.id, replyCount: 1, replies: [{ id: reply.id, body: "Thanks." }] }],
    });
    expect(await blog.replies(made.id)).toMatchObject([{ id: reply.id, depth: 2 }]);
    expect(await blog.countOf()).toBe(2);
    blog.decide("hide", made);
    expect(await blog.countOf()).toBe(0);
    expect(await blog.replies(made.id)).toBe("not-found");
  });

  it("takes no stars", () => {
    const blog = openCommentBlog();
    expect(postCommentInput.safeParse({ body: "Well said.", rating: 5 }).success).toBe(false);
    expect(blog.read(blog.comment({ rating: 5 }).id)).toMatchObject({ rating: null });
  });

  it("is written by whom the setting names", () => {
    const blog = openCommentBlog("customers");
    expect(blog.refused({})).toBe("unauthenticated");
    const ada = blog.register("ada@example.com");
    expect(blog.comment({ author: { name: "Ada" } }, ada).status).toBe("pending");
    blog.must("tenants.changeSettings", { comments: "off" });
    expect(blog.refused({})).toBe("comments-closed");
  });

  it("is not taken by a post that is closed, which still shows those that it has", async () => {
    const blog = openCommentBlog();
    const made = blog.shown({ body: "First." });
    expect(await blog.isOpen()).toBe(true);
    const { id } = blog.hello;
    expect(blog.must("content.updatePost", { id, patch: { commentsOpen: false } })).toMatchObject({
      commentsOpen: false,
    });
    expect(blog.refused({})).toBe("comments-closed");
    expect(blog.refused({ parentId: made.id })).toBe("comments-closed");
    expect(await blog.isOpen()).toBe(false);
    expect(await blog.list()).toMatchObject({ totalCount: 1 });
    blog.must("content.updatePost", { id, patch: { commentsOpen: true } });
    expect(blog.comment({}).status).toBe("pending");
  });

  it("replies to one on the same post, at most five deep", () => {
    const blog = openCommentBlog();
    const other = blog.post("Other", "other");
    let parentId = blog.shown({}).id;
    expect(blog.refused({ handle: other.slug, parentId })).toBe("unknown-parent /parentId");
    const review = blog.approved({});
    expect(blog.refused({ parentId: review.id })).toBe("unknown-parent /parentId");
    for (let depth = 2; depth <= 5; depth += 1) parentId = blog.shown({ parentId }).id;
    expect(blog.refused({ parentId })).toBe("too-deep /parentId");
  });

  it("is changed, deleted and reported as a review is", () => {
    const blog = openCommentBlog();
    const ada = blog.register("ada@example.com");
    const made = blog.shown({ author: { name: "Ada" } }, ada);
    const own = { handle: "hello", id: made.id };
    const edit = (body: string) =>
      blog.codeOf(blog.run("comments.updateOwnPostComment", { ...own, patch: { body } }, { actor: ada }));
    expect(edit("Better.")).toBe("ok");
    expect(blog.read(made.id)).toMatchObject({ body: "Better.", editedAt: expect.any(String) });
    const asReview = { handle: blog.lamp.handle, id: made.id, patch: { body: "x" } };
    expect(blog.codeOf(blog.run("comments.updateOwnReview", asReview, { actor: ada }))).toBe("not-found");
    for (const address of ["203.0.113.1", "203.0.113.2", "203.0.113.3"])
      blog.run("comments.reportPostComment", own, { actor: { kind: "customer" }, address });
    expect(blog.read(made.id)).toMatchObject({ reports: 3, awaiting: true });
    blog.platform.clock.advance(16 * 60_000);
    expect(edit("Too late.")).toBe("comment-settled");
    expect(blog.codeOf(blog.run("comments.deleteOwnPostComment", own, { actor: ada }))).toBe(
      "comment-settled",
    );
  });
});

describe("a post", () => {
  it("that is not published has no comments, and has them again when it is", async () => {
    const blog = openCommentBlog();
    blog.shown({});
    blog.must("content.unpublishPost", { id: blog.hello.id });
    expect(blog.refused({})).toBe("not-found");
    expect(await blog.list()).toBe("not-found");
    expect((await blog.comments()).totalCount).toBe(1);
    blog.must("content.publishPost", { id: blog.hello.id });
    expect(await blog.list()).toMatchObject({ totalCount: 1 });
  });

  it("that was deleted hides them, and does not keep the tenant from leaving", async () => {
    const blog = openCommentBlog();
    blog.shown({});
    blog.approved({ rating: 5 });
    blog.must("content.unpublishPost", { id: blog.hello.id });
    blog.must("content.deletePost", { id: blog.hello.id });
    blog.must("catalogue.unpublishProduct", { id: blog.lamp.id });
    blog.must("catalogue.deleteProduct", { id: blog.lamp.id });
    expect(await blog.list()).toBe("not-found");
    expect(importInto(openShop(), exportOf(blog))).toBeNull();
  });

  it("leads from a former slug to the current one, and takes comments under both", async () => {
    const blog = openCommentBlog();
    blog.shown({});
    const patch = { translations: [{ locale: "en", slug: "hi" }] };
    blog.must("content.updatePost", { id: blog.hello.id, patch });
    expect(await blog.list()).toBe("→ hi");
    expect(await blog.list({ handle: "hi" })).toMatchObject({ totalCount: 1 });
    expect(blog.comment({}).status).toBe("pending");
  });
});

describe("staff", () => {
  it("replies at once and is marked as such, without an address", async () => {
    const blog = openCommentBlog("customers");
    const { actor, more } = blog.signInStaff("manager");
    const made = blog.comment({ body: "We agree." }, actor, more);
    expect(made).toMatchObject({ status: "approved", byStaff: true, author: { name: "Mo" } });
    expect(blog.read(made.id)).toMatchObject({ author: { email: null, customerId: null }, suspicions: [] });
    expect(await blog.list()).toMatchObject({ items: [{ byStaff: true }] });
    const stars = { handle: blog.lamp.handle, body: "Great.", rating: 5 };
    expect(blog.codeOf(blog.run("comments.createReview", stars, { actor, ...more }))).toBe(
      "validation-failed /rating",
    );
  });

  it("that may not comment does so like anybody else", () => {
    const blog = openCommentBlog();
    blog.must("access.createRole", { name: "support", grants: [{ permissions: ["orders:read"] }] });
    const { actor, more } = blog.signInStaff("support");
    expect(blog.comment({ author: guest }, actor, more)).toMatchObject({ status: "pending", byStaff: false });
  });
});

describe("moderators", () => {
  it("find reviews and comments on posts in one list, or either", async () => {
    const blog = openCommentBlog();
    const review = blog.review();
    const comment = blog.comment({});
    const ids = async (query: object) => (await blog.comments(query)).items.map(({ id }) => id);
    expect(await ids({ awaiting: true })).toEqual([comment.id, review.id]);
    expect(await ids({ subjectType: ["post"] })).toEqual([comment.id]);
    expect(await ids({ subjectType: ["product"] })).toEqual([review.id]);
    expect(await ids({ subject: [blog.hello.id] })).toEqual([comment.id]);
  });
});

describe("while a module is off", () => {
  it("no product says what its reviews come to, and no post how many comments it has", async () => {
    const blog = openCommentBlog();
    blog.approved({ rating: 4 });
    blog.shown({});
    expect([await blog.ratingOf(), await blog.countOf()]).toEqual([{ average: 4, count: 1 }, 1]);
    blog.must("tenants.disableModule", { slug: "comments" });
    expect([await blog.ratingOf(), await blog.countOf()]).toEqual([{ average: null, count: 0 }, 0]);
    blog.must("tenants.enableModule", { slug: "comments" });
    expect([await blog.ratingOf(), await blog.countOf()]).toEqual([{ average: 4, count: 1 }, 1]);
  });

  it("there are no posts to comment on, but products", async () => {
    const blog = openCommentBlog();
    for (const slug of ["wordpress", "exports", "menus", "forms", "content"])
      blog.must("tenants.disableModule", { slug });
    expect(blog.refused({})).toBe("not-found");
    expect(blog.review().status).toBe("pending");
  });
});
