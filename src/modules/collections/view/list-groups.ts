import { z } from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type PageRequest, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { pageShopperOf, shopperOf } from "../../tenants/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { type AdminGroup, type StoreGroup, toAdminGroup, toStoreGroup } from "../presentation.ts";
import { type GroupKind, groupState, listedAdminGroup, storeGroup } from "../schema.ts";
import { tagsOfGroup, tagsOfGroups } from "./cache-tags.ts";
import { handlesOf } from "./membership.ts";

export type GroupQueries = ReturnType<typeof groupQueries>;

const forStores = { access: "public", varies: ["locale"] } as const;
const plurals = { collection: "Collections", category: "Categories" } as const;
const singulars = { collection: "Collection", category: "Category" } as const;

/** The queries of one kind of group. Both kinds follow the same rules. */
export function groupQueries(kind: GroupKind) {
  return { listAdmin: listAdmin(kind), listStore: listStore(kind), readStore: readStore(kind) };
}

/** Lists a tenant's collections or categories for staff, oldest first. */
function listAdmin(kind: GroupKind) {
  const listed: z.ZodType<Omit<AdminGroup, "productIds">> = listedAdminGroup[kind];
  return defineViewQuery({
    name: `catalogue.list${plurals[kind]}`,
    access: "categories:list",
    input: pageRequest,
    output: pageOutput(listed),
    varies: [],
    async run(model, page, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      const locales = [tenant.value.defaultLocale, "en"];
      const { rows, total } = await readPage(model, context.tenantId, kind, page);
      const response = pageOf(
        rows,
        page.limit,
        ({ id }) => [id ?? null],
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

/** Lists a tenant's collections or categories for shoppers, oldest first. */
function listStore(kind: GroupKind) {
  const listed: z.ZodType<StoreGroup> = storeGroup[kind];
  return defineViewQuery({
    ...forStores,
    reuse: { space: alwaysAPage, tags: () => tagsOfGroups(kind) },
    name: `catalogue.listStore${plurals[kind]}`,
    input: pageRequest.extend({ currency }),
    output: pageOutput(listed),
    async run(model, { currency, ...page }, context) {
      const shopper = await pageShopperOf(context, currency, page.after);
      if (!shopper.ok) return shopper;
      const { after, next, locales } = shopper.value;
      const { rows, total } = await readPage(model, context.tenantId, kind, { ...page, after });
      const response = pageOf(
        rows,
        page.limit,
        ({ id }) => next([id ?? null]),
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
      return ok({ found: toStoreGroup(groupIn(kind, row), locales) });
    },
  });
}

async function readPage(model: ReadModel, tenantId: string, kind: GroupKind, page: PageRequest) {
  const scope = sql`tenant_id = ${tenantId} AND kind = ${kind} AND deleted_at IS NULL`;
  const sizes = sql`SELECT id, octet_length(state) AS bytes FROM product_groups
    WHERE ${scope} AND id > ${page.after?.[0] ?? ""} ORDER BY id LIMIT ${page.limit + 1}`;
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, sql`id`)})
      SELECT page.id, page.fits, g.version, g.state_version, g.state FROM page
      LEFT JOIN product_groups AS g ON g.tenant_id = ${tenantId} AND g.id = page.id AND page.fits ORDER BY page.place`),
    ...(page.count ? [statement(sql`SELECT count(*) AS total FROM product_groups WHERE ${scope}`)] : []),
  ]);
  return { rows, total: total === undefined ? undefined : Number(total.total) };
}

function groupIn(kind: GroupKind, row: Row) {
  return groupState[kind].read(Number(row.state_version), JSON.parse(String(row.state)));
}
