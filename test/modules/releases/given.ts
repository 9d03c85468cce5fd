import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { AdminMenu } from "../../../src/modules/menus/menu/schema.ts";
import type { PriceListResponse } from "../../../src/modules/pricing/lists/schema.ts";
import type { PromotionResponse } from "../../../src/modules/promotions/promotion/schema.ts";
import type { AdminRelease } from "../../../src/modules/releases/release/schema.ts";
import { openMagazine } from "../content/given.ts";
import { item } from "../menus/given.ts";

/** What an item of a release is about, and what it does. */
export const doing = (
  type: string,
  { id }: { readonly id: string },
  action: string,
  data?: Readonly<Record<string, unknown>>,
) => ({
  type,
  id,
  action,
  ...(data === undefined ? {} : { data }),
});

/** A shop with one of everything that a release can change, none of it shown to shoppers yet. */
export function openCampaign() {
  const shop = openMagazine();
  const { must, run, tenant, platform } = shop;
  const things = {
    post: shop.post(),
    page: shop.page(),
    product: must("catalogue.createProduct", {
      translations: [{ locale: "en", title: "Lamp" }],
      variants: [{ prices: [{ amount: 1_000, currency: "USD" }] }],
    }) as { readonly id: string },
    menu: must("menus.createMenu", {
      name: "Main",
      location: "header",
      items: [item("Home", { url: "/" })],
    }) as AdminMenu,
    promotion: must("promotions.createPromotion", {
      name: "Ten percent",
      action: { kind: "percent", on: "order", rate: 1_000 },
    }) as PromotionResponse,
    priceList: must("pricing.createPriceList", { name: "Sale", kind: "sale" }) as PriceListResponse,
  };
  const ask = (query: string, input: object) => {
    const asked = tenant.core.ask({ query, input, actor: platformToken });
    if (!asked.ok) throw new Error(JSON.stringify(asked.refusal));
    return asked.value;
  };
  const sale = item("Sale", { url: "/sale" });
  return {
    ...shop,
    things,
    sale,
    changeMenu: (patch: object) => must("menus.updateMenu", { id: things.menu.id, patch }) as AdminMenu,
    /** An item for each thing. */
    everything: () => [
      doing("post", things.post, "publish"),
      doing("page", things.page, "publish"),
      doing("product", things.product, "publish"),
      doing("menu", things.menu, "update", { items: [sale] }),
      doing("promotion", things.promotion, "activate"),
      doing("priceList", things.priceList, "activate"),
    ],
    release: (items: readonly object[], more: object = {}) =>
      must("releases.createRelease", { name: "Summer", items, ...more }) as AdminRelease,
    releases: (command: string, input: object) => must(`releases.${command}`, input) as AdminRelease,
    readRelease: (id: string) => ask("releases.readRelease", { id }) as AdminRelease,
    /** The code and pointers of a refusal. */
    refused(command: string, input: object, more: Partial<ExecuteRequest> = {}) {
      const result = run(`releases.${command}`, input, more);
      if (result.ok) throw new Error(`${command} was not refused`);
      const { code, errors = [] } = result.refusal;
      return { code, pointers: errors.map(({ pointer }) => pointer) };
    },
    /** Where everything stands. */
    standing: () => ({
      post: (ask("content.readPost", { id: things.post.id }) as { status: string }).status,
      page: (ask("content.readPage", { id: things.page.id }) as { status: string }).status,
      product: (ask("catalogue.readProduct", { id: things.product.id }) as { status: string }).status,
      menu: (
        ask("menus.readMenu", { id: things.menu.id }) as { items: { translations: { title: string }[] }[] }
      ).items.map(({ translations }) => translations[0]?.title),
      promotion: (ask("promotions.readPromotion", { id: things.promotion.id }) as PromotionResponse).status,
      priceList: (ask("pricing.readPriceList", { id: things.priceList.id }) as PriceListResponse).status,
    }),
    in: (milliseconds: number) => new Date(platform.clock.now() + milliseconds).toISOString(),
    pass: (milliseconds: number) => platform.passTime(tenant, milliseconds),
  };
}

export const hidden = {
  post: "draft",
  page: "draft",
  product: "draft",
  menu: ["Home"],
  promotion: "draft",
  priceList: "draft",
};
export const shown = {
  post: "published",
  page: "published",
  product: "active",
  menu: ["Sale"],
  promotion: "active",
  priceList: "active",
};
