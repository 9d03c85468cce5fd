import { describe, expect, it } from "vitest";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { refused } from "../../../src/kernel/values/result.ts";
import { textOfHtml } from "../../../src/modules/wordpress/body/text.ts";
import type { PlannedComment } from "../../../src/modules/wordpress/plan/comments.ts";
import { sendComments } from "../../../src/modules/wordpress/run/comments.ts";
import { openReport } from "../../../src/modules/wordpress/run/report.ts";
import { openBlog } from "../../support/wordpress/blog.ts";
import { type Fields, item, wxr } from "../../support/wordpress/wxr.ts";

const comment = (id: number, parent = 0, more: Fields = {}) => {
  const fields = {
    "wp:comment_id": String(id),
    "wp:comment_author": "Grace",
    "wp:comment_author_email": "Grace@Example.com",
    "wp:comment_date_gmt": "2014-05-06 07:08:09",
    "wp:comment_content": `Comment ${id}`,
    "wp:comment_approved": "1",
    "wp:comment_type": "",
    "wp:comment_parent": String(parent),
    ...more,
  };
  const text = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<wp:comment>\n${text.join("\n")}\n</wp:comment>\n`;
};
const post = (...comments: readonly string[]) => wxr([item({}, comments.join(""))]);
const codesOf = ({ errors }: { errors: readonly { code: string; item: string }[] }) =>
  errors.map(({ item: one, code }) => `${one}: ${code}`);

describe("comments of an export", () => {
  it("arrive with their threads, states, authors and dates", async () => {
    const blog = openBlog();
    // A reply can come before what it replies to.
    const report = await blog.import(
      post(
        comment(2, 1, { "wp:comment_approved": "0" }),
        comment(1, 0, { "wp:comment_content": "One<br />two" }),
      ),
    );
    expect(report).toMatchObject({
      comments: { created: 2, unchanged: 0, skipped: 0 },
      counts: { comments: 2 },
      errors: [],
    });
    const [first, second] = blog.comments().toSorted((a, b) => a.depth - b.depth);
    expect(first).toMatchObject({
      subject: { type: "post", id: blog.bySlug("a-post")?.id },
      ...{ status: "approved", body: "One\ntwo", rating: null, customerId: null, depth: 1 },
      author: { name: "Grace", email: "Grace@example.com" },
      createdAt: "2014-05-06T07:08:09.000Z",
    });
    expect(second).toMatchObject({ status: "pending", parentId: first?.id, rootId: first?.id, depth: 2 });
  });

  it.each([
    ["end the import while the tenant is overloaded", "overloaded", "ended", []],
    ["are left, and named, if the caller may not write comments", "forbidden", "went on", ["9: forbidden"]],
  ] as const)("%s", async (_, code, outcome, left) => {
    const report = openReport();
    const comment = { id: "com_1" } as unknown as PlannedComment["comment"];
    const planned = { comment, place: { line: 1, item: "9" }, remarks: [] };
    const answer = refused(refusal(code, "Not now."));
    const sent = await sendComments({ invokeAll: async () => [answer] }, report, [planned]);
    expect(sent.ok ? "went on" : "ended").toBe(outcome);
    expect(codesOf(report.finish())).toEqual(left);
  });

  it("do not come back once a moderator has deleted them", async () => {
    const blog = openBlog();
    await blog.import(post(comment(1)));
    blog.must("comments.deleteComment", { id: blog.comments()[0]?.id });
    expect(await blog.import(post(comment(1)))).toMatchObject({ comments: { created: 0, unchanged: 1 } });
    expect(blog.comments()).toEqual([]);
  });

  it("that are there already are left alone, whatever moderators have decided since", async () => {
    const blog = openBlog();
    const text = post(comment(1), comment(2, 1));
    await blog.import(text);
    for (const { id } of blog.comments()) blog.must("comments.hideComment", { id });
    const before = blog.comments();
    expect((await blog.import(text, 100)).comments).toEqual({ created: 0, unchanged: 2, skipped: 0 });
    expect(blog.comments()).toEqual(before);
    expect((await blog.import(post(comment(1), comment(3, 1)))).comments).toMatchObject({ created: 1 });
  });

  it("by links from other sites are comments, and those that nobody wants are named with their lines", async () => {
    const blog = openBlog();
    const report = await blog.import(
      post(
        comment(1, 0, { "wp:comment_type": "pingback", "wp:comment_author_url": "https://a.example/b" }),
        comment(2, 0, { "wp:comment_approved": "spam" }),
        comment(3, 0, { "wp:comment_approved": "trash" }),
        comment(4, 0, { "wp:comment_content": "<img src='x'>" }),
        comment(5, 2),
      ),
    );
    expect(report.comments).toEqual({ created: 2, unchanged: 0, skipped: 3 });
    expect(codesOf(report)).toEqual([
      "Comment 2 on A post: comment-spam",
      "Comment 3 on A post: comment-in-trash",
      "Comment 4 on A post: comment-empty",
      "Comment 1 on A post: comment-by-link",
      "Comment 5 on A post: comment-parent",
    ]);
    expect(report.errors.map(({ line }) => line)).toEqual([25, 35, 45, 14, 55]);
    expect(blog.comments()).toMatchObject([
      { depth: 1, parentId: null, body: "Comment 1\n\nhttps://a.example/b" },
      { depth: 1, parentId: null, body: "Comment 5" },
    ]);
  });

  it("in a circle begin threads, and those that are too deep reply further up", async () => {
    const blog = openBlog();
    const deep = Array.from({ length: 7 }, (_, index) => comment(10 + index, index === 0 ? 0 : 9 + index));
    const report = await blog.import(post(comment(1, 2), comment(2, 1), ...deep));
    expect(report.comments.created).toBe(9);
    expect(codesOf(report)).toEqual(
      expect.arrayContaining([
        "Comment 15 on A post: comment-raised",
        "Comment 16 on A post: comment-raised",
      ]),
    );
    const depths = blog.comments().map(({ depth }) => depth);
    expect(depths.filter((depth) => depth === 5)).toHaveLength(3);
    expect(Math.max(...depths)).toBe(5);
  });

  it("on pages arrive with them, and those on posts that are left are left", async () => {
    const blog = openBlog();
    const page = item({ guid: "p2", title: "About", "wp:post_id": "2", "wp:post_type": "page" }, comment(1));
    const gone = item({ guid: "p3", title: "Gone", "wp:post_id": "3", "wp:status": "trash" }, comment(2));
    const report = await blog.import(wxr([page, gone]));
    expect(report).toMatchObject({ created: 1, failed: 1, comments: { created: 1, skipped: 1 } });
    expect(codesOf(report)).toEqual(["Gone: in-trash", "Comment 2 on Gone: comment-without-post"]);
    const subject = { type: "page", id: blog.bySlug("about")?.id ?? blog.nodes()[0]?.id };
    expect(blog.comments()).toMatchObject([{ subject, depth: 1, status: "approved" }]);
  });

  it("on a post that takes no more arrive, and it takes no more here", async () => {
    const blog = openBlog();
    const closed = wxr([item({ "wp:comment_status": "closed" }, comment(1))]);
    expect(await blog.import(closed)).toMatchObject({ comments: { created: 1 }, errors: [] });
    expect(blog.bySlug("a-post")).toMatchObject({ commentsOpen: false });
    expect(await blog.import(closed)).toMatchObject({ unchanged: 1 });
    expect(await blog.import(wxr([item({ "wp:comment_status": "open" })]))).toMatchObject({ updated: 1 });
    expect(blog.bySlug("a-post")).toMatchObject({ commentsOpen: true });
  });

  it("are all named while the module is off, and the posts arrive", async () => {
    const blog = openBlog();
    blog.must("tenants.disableModule", { slug: "comments" });
    await blog.platform.deliverAll();
    const report = await blog.import(post(comment(1), comment(2, 1)));
    expect(report).toMatchObject({ created: 1, comments: { created: 0, unchanged: 0, skipped: 2 } });
    expect(codesOf(report)).toEqual([
      "Comment 1 on A post: comments-off",
      "Comment 2 on A post: comments-off",
    ]);
  });
});

it("the text of a comment keeps paragraphs, lines and addresses, and nothing else of the HTML", () => {
  expect(
    textOfHtml(
      '<p>One &amp; <strong>two</strong></p>\r\n<p>three<br>four <a href="https://a.example">here</a></p><script>x</script>',
    ),
  ).toBe("One & two\n\nthree\nfour here (https://a.example)\n\nx");
});
