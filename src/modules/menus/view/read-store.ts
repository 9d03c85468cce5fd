import * as z from "zod";
import type { Tenant } from "../../../kernel/access/tenant.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { currentGroupHandle } from "../../collections/index.ts";
import { currentNodeSlug, currentTermSlug } from "../../content/index.ts";
import { currentProductHandle } from "../../listing/index.ts";
import { pageUrl, shopperOf } from "../../tenants/index.ts";
import { menuLocation, menuState } from "../menu/schema.ts";
import { keyOf, type TargetType } from "../menu/targets.ts";
import { tagsOfMenu } from "./cache-tags.ts";
import { storeMenu } from "./shapes.ts";
import { type Place, toStoreItems } from "./shown-rules.ts";

/** Reads the menu of a location, with the current slugs of what is published. */
export const readStoreMenu = defineViewQuery({
  name: "menus.readStoreMenu",
  access: "public",
  input: z.object({ location: menuLocation }),
  output: storeMenu,
  varies: ["locale"],
  reuse: { space: alwaysAPage, tags: () => tagsOfMenu() },
  async run(model, { location }, context) {
    const [tenant, shopper] = [await context.tenant(), await shopperOf(context, undefined)];
    if (!tenant.ok) return tenant;
    if (!shopper.ok) return shopper;
    const { locales } = shopper.value;
    const menu = menuAt(context.tenantId, location);
    const [[row] = [], targets = []] = await model.batch([
      statement(sql`SELECT m.state, m.state_version FROM ${menu}`),
      statement(sql`SELECT asked.type, asked.id, asked.slug FROM (
        SELECT t.value ->> 0 AS type, t.value ->> 1 AS id, ${slugOf(context.tenantId, locales)} AS slug
        FROM ${menu} CROSS JOIN json_each(m.targets) AS t) AS asked WHERE asked.slug IS NOT NULL`),
    ]);
    const state = row === undefined ? undefined : stateIn(row);
    if (state === undefined) return refused(refusal("not-found", "There is no menu at this location."));
    const shown = {
      locales,
      places: new Map(targets.map((target) => placeIn(target, tenant.value))),
    };
    return ok({ id: state.id, location: state.location, items: [...toStoreItems(state.items, shown)] });
  },
});

function menuAt(tenantId: string, location: string): Fragment {
  return sql`(SELECT * FROM menus INDEXED BY menus_location
    WHERE tenant_id = ${tenantId} AND location = ${location} AND deleted_at IS NULL LIMIT 1) AS m`;
}

/** The current slug of a target `t`, and its locale. Null if it is not published. */
function slugOf(tenantId: string, locales: readonly string[]): Fragment {
  const id = sql`t.value ->> 1`;
  const ways: Record<TargetType, Fragment> = {
    page: currentNodeSlug(tenantId, "page", id, locales),
    post: currentNodeSlug(tenantId, "post", id, locales),
    collection: currentGroupHandle(tenantId, "collection", id, locales),
    category: currentGroupHandle(tenantId, "category", id, locales),
    contentCategory: currentTermSlug(tenantId, id, locales),
    product: currentProductHandle(tenantId, id, locales),
  };
  const cases = Object.entries(ways).map(([type, slug]) => sql`WHEN ${type} THEN ${slug}`);
  return sql`CASE t.value ->> 0 ${join(cases, " ")} END`;
}

const targetRow = z.object({
  type: z.enum(["page", "post", "collection", "category", "contentCategory", "product"]),
  id: z.string(),
});

const slugAndLocale = z.tuple([z.string(), z.string()]);

function placeIn(row: Row, tenant: Tenant): readonly [string, Place] {
  const { type, id } = targetRow.parse(row);
  const [slug, locale] = slugAndLocale.parse(JSON.parse(String(row.slug)));
  return [
    keyOf({ type, id }),
    { type, slug, url: pageUrl(tenant, { kind: type, id, handle: slug, locale }) },
  ];
}

function stateIn(row: Row) {
  return menuState.readJson(Number(row.state_version), String(row.state));
}
