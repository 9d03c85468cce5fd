import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openBlog } from "../../support/wordpress/blog.ts";

const path = "../shared/data/wordpress/theme-unit-test.xml";

describe.skipIf(!existsSync(path))("the export by which WordPress tests its themes", () => {
  const text = () => readFileSync(path, "utf8");

  it("arrives with all posts and pages, and again without a change", async () => {
    const blog = openBlog();
    const first = await blog.import(text());
    expect(first).toMatchObject({ created: 72, updated: 0, unchanged: 0, failed: 0 });
    expect(first.counts).toMatchObject({
      posts: 51,
      pages: 21,
      comments: 32,
      attachments: 38,
      menuItems: 70,
    });
    expect(first.comments).toEqual({ created: 32, unchanged: 0, skipped: 0 });
    const codes = Map.groupBy(first.errors, ({ code }) => code);
    const howMany = (code: string) => codes.get(code)?.length ?? 0;
    // Two pingbacks and two trackbacks.
    expect(howMany("comment-by-link")).toBe(4);
    expect(first.menus).toEqual({ created: 4, unchanged: 0, skipped: 2 });
    expect(["menu-empty", "menu-without-location", "menu-item-without-menu"].map(howMany)).toEqual([1, 1, 5]);
    expect(["menu-item-target", "menu-item-raised"].map(howMany)).toEqual([0, 7]);
    expect(first.attachments).toHaveLength(38);
    expect(first.attachments[0]).toMatchObject({ url: expect.stringMatching(/^https?:/) });
    expect(first.attachments.some(({ alt, caption }) => alt !== "" && caption !== "")).toBe(true);
    // One thread is ten deep.
    expect(howMany("comment-raised")).toBe(5);
    const before = blog.nodes();
    const comments = blog.comments();
    expect(await blog.import(text(), 777)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 72,
      menus: { created: 0, unchanged: 4, skipped: 2 },
      failed: 0,
    });
    expect(blog.nodes()).toEqual(before);
    expect(blog.comments()).toEqual(comments);
    expect(comments.filter(({ status }) => status === "pending")).toHaveLength(3);
    expect(comments.filter(({ subject }) => subject.type === "page")).toHaveLength(5);
    expect(comments.every(({ createdAt }) => createdAt < "2015")).toBe(true);
    expect(before.filter(({ status }) => status === "published")).toHaveLength(69);
    expect(blog.bySlug("scheduled")).toMatchObject({ publishAt: "2030-01-01T19:00:18.000Z" });
    expect(blog.bySlug("template-password-protected")).toMatchObject({ status: "draft" });
    expect(blog.bySlug("markup-title-with-markup")).toMatchObject({ title: "Markup: Title With Markup" });
    expect(blog.bySlug("level-3")?.parentId).toBe(blog.bySlug("level-2")?.id);
    expect(blog.bySlug("edge-case-many-tags")?.tags.length).toBe(45);
  });
});
