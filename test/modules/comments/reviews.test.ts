import { describe, expect, it } from "vitest";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { guest, openReviewShop } from "./shop.ts";

describe("who may write", () => {
  it("is what the setting says: customers who have signed in, unless staff changes it", () => {
    const shop = openReviewShop("customers");
    expect(shop.refused({ author: guest })).toBe("unauthenticated");
    expect(shop.refused({ author: guest }, { kind: "system" })).toBe("forbidden");
    const ada = shop.register("ada@example.com");
    expect(shop.review({ author: { name: "Ada" } }, ada).author.name).toBe("Ada");
    shop.must("tenants.changeSettings", { comments: "guests" });
    expect(shop.review().author.name).toBe("Grace");
    shop.must("tenants.changeSettings", { comments: "off" });
    expect(shop.refused({ author: guest })).toBe("comments-closed");
    expect(shop.refused({ author: { name: "Ada" } }, ada)).toBe("comments-closed");
  });

  it("guests say who they are", () => {
    const shop = openReviewShop();
    expect(shop.refused({})).toBe("validation-failed /author/name /author/email");
    expect(shop.refused({ author: { name: "Grace" } })).toBe("validation-failed /author/email");
  });

  it("a customer is known, and cannot take another's address", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.must("customers.updateCustomer", { id: ada.id, patch: { firstName: "Ada" } });
    const { id } = shop.review({ author: { email: "grace@example.com" } }, ada);
    expect(shop.read(id)).toMatchObject({
      author: { name: "Ada", email: "ada@example.com", customerId: ada.id },
    });
  });

  it("nobody writes about what is not published", () => {
    const shop = openReviewShop();
    expect(shop.refused({ handle: "nothing", author: guest })).toBe("not-found");
    shop.must("catalogue.unpublishProduct", { id: shop.lamp.id });
    expect(shop.refused({ author: guest })).toBe("not-found");
  });
});

describe("a new review", () => {
  it("of a guest waits for a moderator, and its author's address is shown to nobody else", async () => {
    const shop = openReviewShop();
    const made = shop.review({ rating: 5, body: " Bright <b>light</b>\r\n\r\nand\nwarm " });
    expect(made).toMatchObject({
      status: "pending",
      body: "Bright <b>light</b>\n\nand\nwarm",
      html: "<p>Bright &lt;b&gt;light&lt;/b&gt;</p><p>and<br>warm</p>",
      rating: 5,
      verifiedPurchase: false,
      editableUntil: null,
    });
    expect((await shop.reviews()).items).toEqual([]);
    expect(await shop.ratingOf()).toEqual({ average: null, count: 0 });
    expect(shop.decide("approve", made)).toMatchObject({ status: "approved", suspicions: [] });
    const page = await shop.reviews();
    expect(page).toMatchObject({ totalCount: 1, rating: { average: 5, count: 1 } });
    expect(page.items).toMatchObject([
      { id: made.id, author: { name: "Grace" }, replies: [], replyCount: 0 },
    ]);
    expect(JSON.stringify(page)).not.toContain("@");
    expect(await shop.ratingOf()).toEqual({ average: 5, count: 1 });
  });

  it("of a customer waits for the first time, and is shown at once when one has been approved", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    const first = shop.review({ rating: 4 }, ada);
    expect(shop.read(first.id)).toMatchObject({ status: "pending", suspicions: ["first-time"] });
    shop.decide("approve", first);
    expect(shop.review({ body: "One more thing." }, ada).status).toBe("approved");
  });

  it("has stars once for each customer and product", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.review({ rating: 4 }, ada);
    expect(shop.refused({ rating: 5, author: { name: "Ada" } }, ada)).toBe("duplicate-review /rating");
    shop.review({ body: "A comment without stars." }, ada);
    const desk = shop.sell("Desk");
    shop.review({ rating: 5, handle: desk.handle }, ada);
    shop.review({ rating: 1 }, shop.register("grace@example.com"));
  });

  it("loses control characters and overrides of the writing direction", () => {
    const shop = openReviewShop();
    const { body } = shop.review({ body: "good\u202e\u2066 dab\u0007\u009f\ufeff 👩‍👩‍👧 \u200fשלום" });
    expect(body).toBe("good dab 👩‍👩‍👧 \u200fשלום");
    expect(shop.refused({ author: guest, body: "\u202e\u0007 " })).toContain("validation-failed");
  });

  it.each([
    ["two links", { body: "See http://a.example and www.b.example" }, "links"],
    ["the hidden field", { website: "https://spam.example" }, "honeypot"],
  ])("waits for a moderator because of %s, and is never refused", (_, input, suspicion) => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.approved({}, ada);
    const made = shop.review(input, ada);
    expect(shop.read(made.id)).toMatchObject({ status: "pending", suspicions: [suspicion], awaiting: true });
  });

  it("waits because of speed and repeats", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.approved({}, ada);
    const body = "The very same text, word for word";
    const first = shop.review({ body }, ada);
    expect(first.status).toBe("approved");
    expect(shop.read(shop.review({ body: `${body}!` }, ada).id)).toMatchObject({ suspicions: ["repeated"] });
    const again = Array.from({ length: 6 }, (_, index) => shop.review({ body: `Number ${index}` }, ada));
    expect(shop.read(again.at(-1)?.id ?? "")).toMatchObject({ suspicions: ["speed"] });
  });

  it("waits if most of what its customer wrote was refused", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.approved({}, ada);
    shop.decide("hide", shop.approved({ body: "Rude." }, ada));
    expect(shop.read(shop.review({ body: "Ruder." }, ada).id)).toMatchObject({
      suspicions: ["refused-before"],
    });
  });
});

describe("a verified purchase", () => {
  it("is a paid order of the customer", () => {
    const shop = openReviewShop();
    const ada = shop.register("ada@example.com");
    shop.order(ada, "ada@example.com", false);
    expect(shop.review({}, ada).verifiedPurchase).toBe(false);
    shop.order(ada, "ada@example.com");
    expect(shop.review({}, ada).verifiedPurchase).toBe(true);
    const desk = shop.sell("Desk");
    expect(shop.review({ handle: desk.handle }, ada).verifiedPurchase).toBe(false);
  });

  it("is an order with the guest's address, which the guest is not told", async () => {
    const shop = openReviewShop();
    shop.order(anonymous, "Grace@example.com");
    const made = shop.review();
    expect(made.verifiedPurchase).toBe(false);
    expect(shop.decide("approve", made).verifiedPurchase).toBe(true);
    expect((await shop.reviews()).items).toMatchObject([{ verifiedPurchase: true }]);
  });

  it("is an order of a guest with the customer's address only if that is verified", () => {
    const shop = openReviewShop();
    shop.order(anonymous, "ada@example.com");
    expect(shop.review({}, shop.register("ada@example.com", false)).verifiedPurchase).toBe(false);
  });
});

describe("replies", () => {
  it("are nested five deep, and only to what is shown", async () => {
    const shop = openReviewShop();
    const pending = shop.review();
    expect(shop.refused({ author: guest, parentId: pending.id })).toBe("unknown-parent /parentId");
    let parentId: string = shop.decide("approve", pending).id;
    for (let depth = 2; depth <= 5; depth += 1) {
      const reply = shop.approved({ parentId, body: `Level ${depth}` });
      expect(reply.depth).toBe(depth);
      parentId = reply.id;
    }
    expect(shop.refused({ author: guest, parentId })).toBe("too-deep /parentId");
    expect(shop.refused({ author: guest, parentId: pending.id, rating: 3 })).toBe(
      "validation-failed /rating",
    );
    const desk = shop.sell("Desk");
    expect(shop.refused({ author: guest, parentId: pending.id, handle: desk.handle })).toBe(
      "unknown-parent /parentId",
    );
    const { items } = await shop.reviews();
    expect(items).toMatchObject([{ replyCount: 4 }]);
    expect(items[0]?.replies.map(({ depth }) => depth)).toEqual([2, 3, 4, 5]);
  });

  it("are bounded in lists, and listed as a whole", async () => {
    const shop = openReviewShop();
    const { id } = shop.approved();
    for (let index = 0; index < 12; index += 1) shop.approved({ parentId: id, body: `Reply ${index}` });
    const [review] = (await shop.reviews()).items;
    expect(review).toMatchObject({ replyCount: 12 });
    expect(review?.replies.map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, (_, index) => `Reply ${index}`),
    );
    const first = await shop.replies(id, { limit: 8 });
    const second = await shop.replies(id, { limit: 8, after: first.next });
    expect([...first.items, ...second.items].map(({ body }) => body)).toEqual(
      Array.from({ length: 12 }, (_, index) => `Reply ${index}`),
    );
    expect(second.next).toBeNull();
  });

  it("are hidden with what they reply to", async () => {
    const shop = openReviewShop();
    const { id } = shop.approved();
    const reply = shop.approved({ parentId: id });
    const below = shop.approved({ parentId: reply.id });
    shop.approved({ parentId: id, body: "Beside." });
    shop.decide("hide", reply);
    expect((await shop.replies(id)).items.map(({ body }) => body)).toEqual(["Beside."]);
    expect((await shop.reviews()).items).toMatchObject([{ replyCount: 1 }]);
    expect(shop.refused({ author: guest, parentId: below.id })).toBe("unknown-parent /parentId");
  });
});

describe("lists", () => {
  it("are sorted by age and by stars, filtered and paged", async () => {
    const shop = openReviewShop();
    for (const rating of [3, 5, null, 1, 5]) shop.approved({ rating, body: `Stars: ${rating}` });
    const starsOf = async (query: object) => (await shop.reviews(query)).items.map(({ rating }) => rating);
    expect(await starsOf({})).toEqual([5, 1, null, 5, 3]);
    expect(await starsOf({ sort: "oldest" })).toEqual([3, 5, null, 1, 5]);
    expect(await starsOf({ sort: "-rating" })).toEqual([5, 5, 3, 1]);
    expect(await starsOf({ sort: "rating" })).toEqual([1, 3, 5, 5]);
    expect(await starsOf({ rating: 5 })).toEqual([5, 5]);
    expect((await shop.reviews({ rating: 5 })).totalCount).toBe(2);
    for (const sort of ["newest", "oldest", "rating", "-rating"] as const) {
      const whole = (await shop.reviews({ sort })).items.map(({ id }) => id);
      const pages: string[] = [];
      let after: unknown = null;
      do {
        const page = await shop.reviews({ sort, limit: 2, after });
        pages.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(pages, sort).toEqual(whole);
    }
    expect(await shop.ratingOf()).toEqual({ average: 3.5, count: 4 });
  });

  it("are of published products only", async () => {
    const shop = openReviewShop();
    shop.approved();
    expect((await shop.reviews()).items).toHaveLength(1);
    shop.must("catalogue.unpublishProduct", { id: shop.lamp.id });
    await expect(shop.reviews()).rejects.toThrow("not-found");
  });
});
