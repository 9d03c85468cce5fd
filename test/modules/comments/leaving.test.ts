import { describe, expect, it } from "vitest";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { openShop } from "../../support/node/shop.ts";
import { storedTexts, tablesWith } from "../../support/stored-texts.ts";
import { exportOf, importInto } from "../transfers/given.ts";
import { openReviewShop } from "./shop.ts";

describe("erasing a customer", () => {
  it("leaves the places and stars of its comments, without name, address and text", async () => {
    const shop = openReviewShop();
    const ada = shop.register("adalovelace@shop.example");
    const author = { name: "Countess-Augusta" };
    const own = shop.approved({ author, rating: 4, body: "Augusta-Zoë thinks it is bright" }, ada);
    const reply = shop.approved({ parentId: own.id });
    const asGuest = shop.review({
      author: { ...author, email: "AdaLovelace@shop.example" },
      body: "Augusta-Zoë again",
    });
    const traces = () => {
      const texts = ["Augusta", "delovelace", "adalovelace"];
      const { tenant, platform } = shop;
      return [
        ...tablesWith(storedTexts(tenant.storage.rows), texts),
        ...tablesWith(storedTexts(platform.readModel.rows), texts),
      ];
    };
    await shop.reviews();
    expect(traces()).toEqual(expect.arrayContaining(["comments", "comment_terms", "events"]));
    shop.must("privacy.eraseCustomer", { id: ada.id });
    await shop.platform.passTime(shop.tenant, 120_000);
    expect(traces()).toEqual([]);
    expect(shop.read(own.id)).toMatchObject({
      ...{ status: "approved", body: "", html: "", rating: 4, erasedAt: expect.any(String) },
      author: { name: null, email: null, customerId: null },
    });
    expect(shop.read(asGuest.id)).toMatchObject({ body: "" });
    expect((await shop.reviews()).items).toMatchObject([
      { author: { name: null }, body: "", rating: 4, replies: [{ id: reply.id, body: "Bright." }] },
    ]);
    expect(await shop.ratingOf()).toEqual({ average: 4, count: 1 });
  });
});

describe("exporting a customer", () => {
  it("has what the customer and a guest with its verified address wrote", async () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const own = shop.review({}, ada);
    const asGuest = shop.review({ author: { name: "Ada", email: "ada@example.com" } }, anonymous);
    shop.review();
    const asked = shop.tenant.core.ask({
      query: "privacy.readParts",
      input: { id: ada.id, after: null, limit: 50 },
      actor: { kind: "system", id: "platform-token" },
    });
    if (!asked.ok) throw new Error(asked.refusal.code);
    const { items } = asked.value as { items: readonly { kind: string; comment?: { id: string } }[] };
    const comments = items.flatMap(({ kind, comment }) => (kind === "comment" ? [comment?.id] : []));
    expect(comments).toEqual([own.id, asGuest.id]);
  });
});

describe("a tenant's export", () => {
  it("takes comments along, with their threads and states", async () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const first = shop.approved({ rating: 5 }, ada);
    shop.approved({ parentId: first.id });
    shop.decide("hide", shop.approved({ body: "Another." }));
    shop.decide("reject", shop.review());
    shop.review();
    const lines = exportOf(shop);
    const other = openShop();
    expect(importInto(other, lines)).toBeNull();
    const commentsIn = ({ tenant }: Pick<typeof other, "tenant">) =>
      tenant.storage
        .rows("SELECT * FROM comments ORDER BY id")
        .map(({ content, ...row }) => ({ ...row, ...JSON.parse(String(content)) }));
    expect(commentsIn(other)).toEqual(commentsIn(shop));
    expect(other.tenant.storage.rows("SELECT * FROM comment_sizes")).toEqual(
      shop.tenant.storage.rows("SELECT * FROM comment_sizes"),
    );
    await other.platform.deliverAll();
    expect(other.platform.readModel.rows("SELECT product_id, reviews, stars FROM product_ratings")).toEqual([
      { product_id: shop.lamp.id, reviews: 1, stars: 5 },
    ]);
  });
});
