import { expect } from "vitest";
import { z } from "zod";
import type { Running } from "../../support/e2e/home.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import type { Send } from "../../support/http/sender.ts";

/** One answer of the store: when it was asked for, and whether it shows the release. */
export interface Reading {
  readonly path: string;
  readonly beganAt: number;
  readonly endedAt: number;
  readonly isNew: boolean;
}

const identified = z.looseObject({ id: z.string() });
const priced = z.object({ variants: z.array(z.looseObject({ id: z.string() })) });

/** A shop with a release of a price list, a promotion, a menu, a page and sixteen posts. */
export async function openCampaign({ send, mintTenant }: Pick<Running, "send" | "mintTenant">) {
  const tenant = await mintTenant();
  const key = tenant.adminKey;
  const make = async (path: string, body: object) => {
    const answer = await send("post", `/v1/admin/${path}`, { key, body });
    expect(answer.status, answer.text).toBe(201);
    return identified.parse(answer.body).id;
  };
  const variants = [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 9 }];
  const lamp = await publishProduct(send, key, productBody("Lamp", { variants }));
  const { body } = await send("get", `/v1/admin/products/${lamp.id}`, { key });
  const variantId = priced.parse(body).variants[0]?.id ?? "";
  // An edge learns a little later that a shop has price lists at all.
  await make("price-lists", { name: "Always", kind: "sale", status: "active" });
  const priceList = await make("price-lists", { name: "Sale", kind: "sale" });
  const prices = [{ variantId, currency: "USD", amount: 777 }];
  await send("put", `/v1/admin/price-lists/${priceList}/prices`, { key, body: { prices } });
  const promotion = await make("promotions", {
    name: "Ten percent",
    action: { kind: "percent", on: "order", rate: 1_000 },
  });
  const item = (title: string) => ({ translations: [{ locale: "en", title }], url: "/" });
  const menu = await make("menus", { name: "Main", location: "header", items: [item("Home")] });
  const draft = (title: string) => ({ translations: [{ locale: "en", title }] });
  const page = await make("pages", draft("Summer sale"));
  const posts: string[] = [];
  for (let index = 1; index <= 16; index += 1) posts.push(await make("posts", draft(`Summer ${index}`)));
  const releaseId = await make("releases", {
    name: "Summer sale",
    items: [
      { type: "priceList", id: priceList, action: "activate" },
      { type: "promotion", id: promotion, action: "activate" },
      { type: "menu", id: menu, action: "update", data: { items: [item("Summer sale")] } },
      { type: "page", id: page, action: "publish" },
      ...posts.map((id) => ({ type: "post", id, action: "publish" })),
    ],
  });
  const shown: readonly (readonly [path: string, mark: string])[] = [
    [`/v1/store/products/${lamp.handle}`, "777"],
    ["/v1/store/menus/header", "Summer sale"],
    ["/v1/store/pages/summer-sale", "Summer sale"],
    ...posts.map((_, index): [string, string] => [`/v1/store/posts/summer-${index + 1}`, "Summer"]),
  ];
  return {
    send,
    key,
    releaseId,
    /** The one thing that no read of the read model shows: carts are priced by the object. */
    async promotionStatus(): Promise<unknown> {
      const { body } = await send("get", `/v1/admin/promotions/${promotion}`, { key });
      return z.looseObject({ status: z.string() }).parse(body).status;
    },
    lastPostId: posts.at(-1) ?? "",
    /** Reads everything once. A refused read does not show it. */
    readAll: (headers: Readonly<Record<string, string>>, by: Send = send): Promise<readonly Reading[]> =>
      Promise.all(
        shown.map(async ([path, mark]) => {
          const beganAt = performance.now();
          const { status, text } = await by("get", path, {
            headers: { ...inStore(tenant.slug), ...headers },
          });
          return { path, beganAt, endedAt: performance.now(), isNew: status === 200 && text.includes(mark) };
        }),
      ),
    async publish(id: string): Promise<string> {
      const answer = await send("post", `/v1/admin/releases/${id}/publish`, { key });
      expect(answer.status, answer.text).toBe(200);
      return answer.headers.get("Consistency-Token") ?? "";
    },
    undo: (id: string) => make(`releases/${id}/undo`, {}),
  };
}
type Campaign = Awaited<ReturnType<typeof openCampaign>>;

const inStore = (slug: string) => ({ "X-Tenant": slug });

/** Reads everything again and again until all of it shows the release, or none of it. */
export async function readUntil(
  { readAll }: Pick<Campaign, "readAll">,
  isNew: boolean,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const deadline = Date.now() + 30_000; ; ) {
    const round = await readAll({});
    readings.push(...round);
    if (round.every((one) => one.isNew === isNew)) return readings;
    if (Date.now() > deadline) throw new Error(`not all of it within 30 s: ${JSON.stringify(round)}`);
  }
}
