import { z } from "zod";
import { type Actor, anonymous } from "../../../src/kernel/access/actor.ts";
import {
  type AdminComment,
  adminComment,
  type OwnComment,
  ownComment,
} from "../../../src/modules/comments/comment/shapes.ts";
import { listComments } from "../../../src/modules/comments/view/list-comments.ts";
import { listReplies } from "../../../src/modules/comments/view/list-replies.ts";
import { listReviews } from "../../../src/modules/comments/view/list-reviews.ts";
import { readStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { orderShape } from "../../../src/modules/orders/index.ts";
import { openCustomerShop } from "../customers/shop.ts";

export const guest = { name: "Grace", email: "grace@example.com" };

const minute = 60_000;

/** A shop that sells a lamp, and what shoppers and moderators do with its reviews. */
export function openReviewShop(setting: "off" | "customers" | "guests" = "guests") {
  const shop = openCustomerShop();
  if (setting !== "customers") shop.must("tenants.changeSettings", { comments: setting });
  const sell = (title: string) => {
    const made = shop.must("catalogue.createProduct", {
      translations: [{ locale: "en", title }],
      variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 1_000 }],
    });
    const product = z
      .object({ id: z.string(), handle: z.string(), variants: z.array(z.object({ id: z.string() })) })
      .parse(made);
    shop.must("catalogue.publishProduct", { id: product.id });
    return { ...product, variantId: product.variants[0]?.id ?? "" };
  };
  const lamp = sell("Lamp");
  const write = (input: object, actor: Actor = anonymous, more: object = {}) => {
    shop.platform.clock.advance(minute);
    return shop.run(
      "comments.createReview",
      { handle: lamp.handle, body: "Bright.", ...input },
      {
        ...{ actor, ...(actor === anonymous ? { address: "203.0.113.7" } : {}) },
        ...more,
      },
    );
  };
  const review = (input: object = {}, actor: Actor = anonymous, more: object = {}): OwnComment => {
    const author = actor === anonymous ? { author: guest } : { author: { name: "Ada" } };
    const result = write({ ...author, ...input }, actor, more);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return ownComment.parse(result.answer);
  };
  const decide = (decision: "approve" | "reject" | "hide", { id }: { readonly id: string }): AdminComment =>
    adminComment.parse(shop.must(`comments.${decision}Comment`, { id }));
  const approved = (input: object = {}, actor: Actor = anonymous, more: object = {}) => {
    const made = review(input, actor, more);
    return made.status === "approved" ? made : decide("approve", made);
  };
  const codeOf = (result: ReturnType<typeof shop.run>) => {
    if (result.ok) return "ok";
    const { code, errors = [] } = result.refusal;
    return [code, ...errors.map(({ pointer }) => pointer)].join(" ");
  };
  return {
    ...shop,
    ...{ lamp, sell, write, review, approved, decide, codeOf },
    /** The code of the refusal of a review, or "ok". */
    refused: (input: object, actor: Actor = anonymous) => codeOf(write(input, actor)),
    read: (id: string): AdminComment | string => {
      const answer = shop.tenant.core.ask({
        query: "comments.readComment",
        input: { id },
        actor: { kind: "system" },
      });
      return answer.ok ? adminComment.parse(answer.value) : answer.refusal.code;
    },
    /** A customer orders a lamp, or a guest does with an e-mail address. It is paid if said so. */
    order(actor: Actor, email: string, isPaid = true) {
      const placed = shop.run(
        "till.place",
        {
          items: [{ variantId: lamp.variantId, productId: lamp.id, quantity: 1 }],
          ...{ email, shippingAddress: home },
          ...(actor.kind === "customer" && actor.id !== undefined ? { customerId: actor.id } : {}),
        },
        { actor, address: "203.0.113.8" },
      );
      if (!placed.ok) throw new Error(placed.refusal.detail);
      const { id } = orderShape.parse(placed.answer);
      if (isPaid) shop.must("orders.captureOrder", { id });
    },
    async reviews(query: object = {}) {
      await shop.platform.deliverAll();
      const input = {
        limit: 20,
        after: null,
        count: true,
        handle: lamp.handle,
        rating: null,
        sort: "newest" as const,
      };
      const result = await shop.invoke(listReviews, { ...input, ...query });
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value;
    },
    async replies(id: string, query: object = {}) {
      await shop.platform.deliverAll();
      const result = await shop.invoke(listReplies, {
        limit: 20,
        after: null,
        handle: lamp.handle,
        id,
        ...query,
      });
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value;
    },
    async comments(query: object = {}) {
      await shop.platform.deliverAll();
      const input = {
        limit: 20,
        after: null,
        count: true,
        q: null,
        status: [],
        awaiting: null,
        subject: [] as string[],
      };
      const result = await shop.invoke(listComments, {
        ...input,
        ...{ subjectType: [], author: null, rating: [], sort: "-createdAt" as const },
        ...query,
      });
      if (!result.ok) throw new Error(result.refusal.code);
      return result.value;
    },
    async ratingOf(handle = lamp.handle) {
      await shop.platform.deliverAll();
      const result = await shop.invoke(readStoreProduct, { handle });
      if (!result.ok || !("found" in result.value)) throw new Error("there is no such product");
      return result.value.found.rating;
    },
  };
}

export type ReviewShop = ReturnType<typeof openReviewShop>;

const home = {
  ...{ firstName: "Ada", lastName: "Lovelace", company: null, address1: "12 St James Square" },
  ...{ address2: null, city: "London", province: null, postalCode: "SW1Y 4JH", country: "GB", phone: null },
};
