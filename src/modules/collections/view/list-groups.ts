import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type PageRequest, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { groupData } from "../../structured-data/index.ts";
import { isFound, pageShopperOf, shopperOf, storefrontUrl } from "../../tenants/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { type AdminGroup, type StoreGroup, toAdminGroup, toStoreGroup } from "../presentation.ts";
import { type GroupKind, groupState, listedAdminGroup, storeGroup } from "../schema.ts";
import { tagsOfGroup, tagsOfGroups } from "./cache-tags.ts";
import { handlesOf } from "./membership.ts";
import { type GroupList, groupSortParameter, isByTitle, sortedGroups } from "./sorts.ts";

export type GroupQueries = ReturnType<typeof groupQueries>;

const forStores = { access: "public", varies: ["locale"] } as const;
const plurals = { collection: "Collections", category: "Categories" } as const;
const singulars = { collection: "Collection", category: "Category" } as const;

/** The queries of one kind of group. Both kinds follow the same rules. */
export function groupQueries(kind: GroupKind) {
  return { listAdmin: listAdmin(kind), listStore: listStore(kind), readStore: readStore(kind) };
}

/** Lists a tenant's collections or categories for staff. */
function listAdmin(kind: GroupKind) {
  const listed: z.ZodType<Omit<AdminGroup, "productIds">> = listedAdminGroup[kind];
  return defineViewQuery({
    name: `catalogue.list${plurals[kind]}`,
    access: "categories:list",
    input: pageRequest.extend({ sort: groupSortParameter }),
    output: pageOutput(listed),
    varies: [],
    async run(model, { sort, ...page }, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      // Later pages are sorted by the titles of the first page, whatever the default locale has become.
      const locale = String(page.after?.[2] ?? tenant.value.defaultLocale);
      const locales = [locale, "en"];
      const list = { tenantId: context.tenantId, kind, sort, locales };
      const { rows, keysetOf, total } = await readPage(model, list, page);
      const response = pageOf(
        rows,
        page.limit,
        (row) => (isByTitle(sort) ? [...keysetOf(row), locale] : keysetOf(row)),
        (row) => {
          const { productIds: _, ...rest } = toAdminGroup(groupIn(kind, row), Number(row.version), locales);
          return rest;
        },
        isFitting,
      );
      return ok({ ...response, totalCount: total });
    },
  });
}

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .optional();

/** Lists a tenant's collections or categories for shoppers. */
function listStore(kind: GroupKind) {
  const listed: z.ZodType<StoreGroup> = storeGroup[kind];
  return defineViewQuery({
    ...forStores,
    reuse: { space: alwaysAPage, tags: () => tagsOfGroups(kind) },
    name: `catalogue.listStore${plurals[kind]}`,
    input: pageRequest.extend({ currency, sort: groupSortParameter }),
    output: pageOutput(listed),
    async run(model, { currency, sort, ...page }, context) {
      const shopper = await pageShopperOf(context, currency, page.after);
      if (!shopper.ok) return shopper;
      const { after, next, locales } = shopper.value;
      const list = { tenantId: context.tenantId, kind, sort, locales };
      const { rows, keysetOf, total } = await readPage(model, list, { ...page, after });
      const response = pageOf(
        rows,
        page.limit,
        (row) => next(keysetOf(row)),
        (row) => toStoreGroup(groupIn(kind, row), locales),
        isFitting,
      );
      return ok({ ...response, totalCount: total });
    },
  });
}

/** Reads a collection or category by handle. A former handle redirects to the current one. */
function readStore(kind: GroupKind) {
  const found: z.ZodType<StoreGroup> = storeGroup[kind];
  return defineViewQuery({
    ...forStores,
    reuse: { space: alwaysAPage, tags: ({ handle }, group) => tagsOfGroup(kind, handle, group) },
    name: `catalogue.readStore${singulars[kind]}`,
    input: z.object({ handle: z.string().min(1).max(255), currency }),
    output: movableOutput(found),
    async run(model, { handle, currency }, context) {
      const shopper = await shopperOf(context, currency);
      if (!shopper.ok) return shopper;
      const { locales } = shopper.value;
      // A handle can be that of several locales and groups. Only one row is loaded.
      const [row] = await model.all(
        statement(sql`WITH match AS MATERIALIZED (${handleMatch(handlesOf(context.tenantId, kind), handle, locales)})
          SELECT match.target, g.state_version, g.state FROM match
          CROSS JOIN product_groups AS g ON g.tenant_id = ${context.tenantId} AND g.id = match.owner AND g.deleted_at IS NULL`),
      );
      if (row === undefined) return refused(refusal("not-found", `There is no such ${kind}.`));
      if (row.target !== null) return ok({ movedTo: String(row.target) });
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      const group = toStoreGroup(groupIn(kind, row), locales);
      if (!isFound(tenant.value)) return ok({ found: group });
      const url = storefrontUrl(tenant.value, { kind, ...group });
      return ok({ found: { ...group, structuredData: groupData(group, url) } });
    },
  });
}

/** Reads a page in one round trip. */
async function readPage(model: ReadModel, list: GroupList, page: PageRequest) {
  const { tenantId, kind } = list;
  const { rows: sorted, outer, keysetOf } = sortedGroups(list, page.after);
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH page AS MATERIALIZED (${fitted(sql`${sorted} LIMIT ${page.limit + 1}`, outer)})
      SELECT page.id, page.sort_key, page.fits, g.version, g.state_version, g.state FROM page
      LEFT JOIN product_groups AS g ON g.tenant_id = ${tenantId} AND g.id = page.id AND page.fits ORDER BY page.place`),
    ...(page.count
      ? [
          statement(
            sql`SELECT count(*) AS total FROM product_groups WHERE tenant_id = ${tenantId} AND kind = ${kind} AND deleted_at IS NULL`,
          ),
        ]
      : []),
  ]);
  return { rows, keysetOf, total: total === undefined ? undefined : Number(total.total) };
}

function groupIn(kind: GroupKind, row: Row) {
  return groupState[kind].read(Number(row.state_version), JSON.parse(String(row.state)));
}
