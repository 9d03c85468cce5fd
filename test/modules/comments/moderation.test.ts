import { describe, expect, it } from "vitest";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { commentTransitions } from "../../../src/modules/comments/comment/rules.ts";
import type { CommentStatus } from "../../../src/modules/comments/comment/schema.ts";
import { guest, openReviewShop } from "./shop.ts";

const moves = { approve: "approved", reject: "rejected", hide: "hidden" } as const;
const statuses = ["pending", "approved", "rejected", "hidden"] as const;

describe("a moderator decides", () => {
  const all = statuses.flatMap((from) => Object.entries(moves).map(([by, to]) => ({ from, by, to })));

  it.each(all)("$by leads from $from where the table says so", ({ from, by, to }) => {
    const shop = openReviewShop();
    const made = shop.review();
    if (from === "rejected") shop.decide("reject", made);
    if (from === "approved" || from === "hidden") shop.decide("approve", made);
    if (from === "hidden") shop.decide("hide", made);
    const targets: readonly CommentStatus[] = commentTransitions[from];
    const result = shop.run(`comments.${by}Comment`, { id: made.id });
    expect(shop.codeOf(result)).toBe(targets.includes(to) ? "ok" : "invalid-transition /status");
    expect(shop.read(made.id)).toMatchObject({ status: targets.includes(to) ? to : from });
  });

  it("about many at once: all of them or none", () => {
    const shop = openReviewShop();
    const [one, two, three] = [shop.review(), shop.review(), shop.approved()];
    const decide = (...items: readonly (readonly [string, string])[]) =>
      shop.run("comments.decideComments", { items: items.map(([id, decision]) => ({ id, decision })) });
    expect(shop.codeOf(decide([one.id, "approve"], [two.id, "hide"]))).toBe(
      "invalid-transition /items/1/decision",
    );
    expect(shop.codeOf(decide([one.id, "approve"], ["com_nothing", "hide"]))).toBe(
      "unknown-comment /items/1/id",
    );
    expect(shop.codeOf(decide([one.id, "approve"], [one.id, "reject"]))).toBe("validation-failed /items");
    expect(shop.read(one.id)).toMatchObject({ status: "pending" });
    const done = decide([one.id.toLowerCase(), "approve"], [two.id, "reject"], [three.id, "hide"]);
    expect(done).toMatchObject({
      answer: { items: [{ status: "approved" }, { status: "rejected" }, { status: "hidden" }] },
    });
  });

  it("deletes a comment with the replies to it", async () => {
    const shop = openReviewShop();
    const { id } = shop.approved({ rating: 2 });
    const reply = shop.approved({ parentId: id });
    const below = shop.approved({ parentId: reply.id });
    const beside = shop.approved({ parentId: id });
    shop.must("comments.deleteComment", { id: reply.id });
    expect([reply, below].map((one) => shop.read(one.id))).toEqual(["not-found", "not-found"]);
    expect((await shop.replies(id)).items.map((one) => one.id)).toEqual([beside.id]);
    expect(await shop.ratingOf()).toEqual({ average: 2, count: 1 });
    shop.must("comments.deleteComment", { id });
    expect((await shop.reviews()).items).toEqual([]);
    expect(await shop.ratingOf()).toEqual({ average: null, count: 0 });
    expect(JSON.stringify(shop.tenant.storage.rows("SELECT * FROM events"))).not.toContain("Bright.");
  });

  it("finds what to decide about, and comments by status, subject, author, words and stars", async () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const desk = shop.sell("Desk");
    const pending = shop.review({ body: "Wobbly but bright", rating: 2 });
    const approved = shop.approved({ rating: 5, body: "Excellent" }, ada);
    const rejected = shop.decide("reject", shop.review({ handle: desk.handle, body: "Spam" }));
    const ids = async (query: object) => (await shop.comments(query)).items.map(({ id }) => id);
    expect(await ids({})).toEqual([rejected.id, approved.id, pending.id]);
    expect(await ids({ sort: "createdAt" })).toEqual([pending.id, approved.id, rejected.id]);
    expect(await ids({ awaiting: true })).toEqual([pending.id]);
    expect(await ids({ awaiting: false })).toEqual([rejected.id, approved.id]);
    expect(await ids({ status: ["approved", "rejected"] })).toEqual([rejected.id, approved.id]);
    expect(await ids({ subject: [desk.id] })).toEqual([rejected.id]);
    expect(await ids({ author: ada.id })).toEqual([approved.id]);
    expect(await ids({ author: "grace@example.com" })).toEqual([rejected.id, pending.id]);
    expect(await ids({ rating: [5, 2] })).toEqual([approved.id, pending.id]);
    expect(await ids({ q: "wob" })).toEqual([pending.id]);
    expect(await ids({ q: "grace", status: ["rejected"] })).toEqual([rejected.id]);
    expect((await shop.comments({ q: "grace" })).totalCount).toBe(2);
    const first = await shop.comments({ limit: 2 });
    expect((await shop.comments({ limit: 2, after: first.next })).items.map(({ id }) => id)).toEqual([
      pending.id,
    ]);
  });
});

describe("readers report", () => {
  const report = (shop: ReturnType<typeof openReviewShop>, id: string, address: string) =>
    shop.codeOf(
      shop.run("comments.reportReview", { handle: shop.lamp.handle, id }, { actor: anonymous, address }),
    );

  it("and three of them bring a comment back to a moderator, who lets it stand or hides it", async () => {
    const shop = openReviewShop();
    const { id } = shop.approved();
    for (const address of ["203.0.113.1", "203.0.113.1", "203.0.113.2"])
      expect(report(shop, id, address)).toBe("ok");
    expect(shop.read(id)).toMatchObject({ status: "approved", reports: 2, awaiting: false });
    report(shop, id, "203.0.113.3");
    expect(shop.read(id)).toMatchObject({ status: "approved", reports: 3, awaiting: true });
    expect((await shop.reviews()).items).toHaveLength(1);
    expect((await shop.comments({ awaiting: true })).items).toMatchObject([{ id }]);
    shop.must("comments.approveComment", { id });
    expect(shop.read(id)).toMatchObject({ status: "approved", reports: 0, awaiting: false });
    report(shop, id, "203.0.113.3");
    expect(shop.read(id)).toMatchObject({ reports: 0 });
  });

  it("only what they see", () => {
    const shop = openReviewShop();
    expect(report(shop, shop.review().id, "203.0.113.1")).toBe("not-found");
    expect(report(shop, "com_nothing", "203.0.113.1")).toBe("not-found");
  });
});

describe("authors", () => {
  const minutes = 60_000;
  const own = (shop: ReturnType<typeof openReviewShop>, id: string) => ({ handle: shop.lamp.handle, id });

  it("change what they have written for 15 minutes, and nobody else does", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const made = shop.review({ rating: 4 }, ada);
    const edit = (patch: object, actor = ada) =>
      shop.run("comments.updateOwnReview", { ...own(shop, made.id), patch }, { actor });
    expect(edit({ body: "Brighter.", rating: 5 })).toMatchObject({
      answer: { body: "Brighter.", rating: 5, status: "pending", editedAt: expect.any(String) },
    });
    expect(shop.codeOf(edit({ body: "Mine." }, shop.register("eve@example.com")))).toBe("not-found");
    expect(shop.codeOf(edit({ body: "Mine." }, { kind: "customer" } as typeof ada))).toBe("not-found");
    shop.platform.clock.advance(15 * minutes + 1);
    expect(shop.codeOf(edit({ body: "Too late." }))).toBe("comment-settled");
    expect(shop.codeOf(shop.run("comments.deleteOwnReview", own(shop, made.id), { actor: ada }))).toBe(
      "comment-settled",
    );
  });

  it("do not turn what was approved into an advertisement", async () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const { id } = shop.approved({}, ada);
    const edit = (patch: object) =>
      shop.run("comments.updateOwnReview", { ...own(shop, id), patch }, { actor: ada });
    expect(edit({ body: "Bright and warm." })).toMatchObject({ answer: { status: "approved" } });
    edit({ body: "http://a.example http://b.example" });
    expect(shop.read(id)).toMatchObject({ status: "hidden", awaiting: true, suspicions: ["links"] });
    expect((await shop.reviews()).items).toEqual([]);
    expect(shop.decide("approve", { id })).toMatchObject({ awaiting: false });
  });

  it("give stars to one review of a product, also by changing another", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.review({ rating: 4 }, ada);
    const { id } = shop.review({ body: "Without stars." }, ada);
    const patch = { rating: 1 };
    const changed = shop.run("comments.updateOwnReview", { ...own(shop, id), patch }, { actor: ada });
    expect(shop.codeOf(changed)).toBe("duplicate-review /rating");
  });

  it("delete it while nobody has replied, and can review again", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const made = shop.approved({ rating: 1 }, ada);
    const remove = (id: string) =>
      shop.codeOf(shop.run("comments.deleteOwnReview", own(shop, id), { actor: ada }));
    expect(remove(made.id)).toBe("ok");
    expect(shop.read(made.id)).toBe("not-found");
    const again = shop.approved({ rating: 5 }, ada);
    shop.review({ parentId: again.id });
    expect(remove(again.id)).toBe("comment-settled");
  });

  it("see their own while it is pending; guests and others do not", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const made = shop.review({}, ada);
    const read = (actor: typeof ada | typeof anonymous) => {
      const answer = shop.tenant.core.ask({ query: "comments.readReview", input: own(shop, made.id), actor });
      return answer.ok ? answer.value : answer.refusal.code;
    };
    expect(read(ada)).toMatchObject({
      status: "pending",
      href: `/v1/store/products/lamp/reviews/${made.id}`,
    });
    expect(read(anonymous)).toBe("not-found");
    shop.decide("approve", made);
    expect(read(anonymous)).toMatchObject({ status: "approved", editableUntil: null });
  });

  it("are limited in how much they write, guests by their address", () => {
    const shop = openReviewShop();
    const write = (address: string) =>
      shop.codeOf(
        shop.run(
          "comments.createReview",
          { handle: "lamp", author: guest, body: "Again." },
          { actor: anonymous, address },
        ),
      );
    const codes = Array.from({ length: 121 }, () => write("203.0.113.9"));
    expect(codes.slice(0, 120).every((code) => code === "ok")).toBe(true);
    expect(codes.at(-1)).toBe("rate-limited");
    expect(write("203.0.113.10")).toBe("ok");
  });
});
