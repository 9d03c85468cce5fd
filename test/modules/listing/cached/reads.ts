import type { ViewContext, ViewQuery } from "../../../../src/kernel/read/query.ts";
import { ok } from "../../../../src/kernel/values/result.ts";
import { tagsOfGroup, tagsOfGroups } from "../../../../src/modules/collections/view/cache-tags.ts";
import { groupQueries } from "../../../../src/modules/collections/view/list-groups.ts";
import {
  tagsOfProductList,
  tagsOfProductPage,
  tagsOfRelated,
} from "../../../../src/modules/listing/cache-tags.ts";
import { listStoreProducts } from "../../../../src/modules/listing/view/lists/list-store.ts";
import { readStoreProduct } from "../../../../src/modules/listing/view/read-store.ts";
import { listRelatedProducts } from "../../../../src/modules/listing/view/related.ts";
import { settingsState, tenantRecord } from "../../../../src/modules/tenants/schema.ts";
import { tenantFrom } from "../../../../src/modules/tenants/view.ts";
import {
  readChangedTags,
  revisionIn,
  selectRevision,
} from "../../../../src/projection/positions/cache-tags.ts";
import type { Shop } from "../../../support/node/shop.ts";
import { handles } from "./changes.ts";

/** What a shopper can ask for, and an answer with its cache tags. */
export interface Read {
  readonly name: string;
  readonly answer: () => Promise<{ readonly text: string; readonly tags: readonly string[] }>;
}

/** An answer that was kept, and whether the platform can tell that it has changed since. */
export interface Kept {
  readonly text: string;
  readonly tags: readonly string[];
  readonly revision: number;
}

/** Reads and keeps an answer. */
export async function keep(shop: Shop, read: Read): Promise<Kept> {
  const [row] = await shop.platform.readModel.all(selectRevision(shop.tenant.id));
  const revision = revisionIn(row)?.revision ?? 0;
  return { revision, ...(await read.answer()) };
}

/** Whether a kept answer counts as changed. */
export async function hasChanged(shop: Shop): Promise<(kept: Kept) => boolean> {
  const changed = await readChangedTags(shop.platform.readModel, shop.tenant.id);
  if (changed === null) return () => true;
  return ({ tags, revision }) =>
    revision < changed.floor ||
    changed.tags.some(([tag, at]) => at > revision && (tag === "*" || tags.includes(tag)));
}

/** Every kind of storefront read that may be cached. */
export function readsOf(shop: Shop): readonly Read[] {
  const languages = [["en"], ["de", "en"], ["fr"]];
  const perLanguage = (read: (requestedLocales: readonly string[]) => readonly Read[]) =>
    languages.flatMap(read);
  return perLanguage((requestedLocales) => {
    const context = contextOf(shop, requestedLocales);
    const ask = <Input, Answer>(
      query: ViewQuery<Input, Answer>,
      input: object,
      tagsOf: (answer: Answer | null) => readonly string[],
    ): Read => ({
      name: `${query.name} ${JSON.stringify(input)} ${requestedLocales}`,
      async answer() {
        const result = await query.run(shop.platform.readModel, query.input.parse(input), context);
        return { text: JSON.stringify(result), tags: tagsOf(result.ok ? result.value : null) };
      },
    });
    const page = { limit: 3, after: null, count: true };
    return [
      ...handles.flatMap((handle) => [
        ask(readStoreProduct, { handle }, (answer) => tagsOfProductPage(handle, answer)),
        ask(listRelatedProducts, { handle }, tagsOfRelated),
        ask(listStoreProducts, { ...page, collection: [handle] }, tagsOfProductList),
        ask(listStoreProducts, { ...page, category: [handle], inStock: true }, tagsOfProductList),
      ]),
      ...(["collection", "category"] as const).flatMap((kind) => {
        const queries = groupQueries(kind);
        return [
          ...handles.map((handle) =>
            ask(queries.readStore, { handle }, (answer) => tagsOfGroup(kind, handle, answer)),
          ),
          ask(queries.listStore, page, () => tagsOfGroups(kind)),
        ];
      }),
      ask(listStoreProducts, { ...page, facets: true }, tagsOfProductList),
      ask(listStoreProducts, { ...page, sort: "price" }, tagsOfProductList),
      ask(listStoreProducts, { ...page, sort: "title", tag: ["home"] }, tagsOfProductList),
      ask(listStoreProducts, { ...page, q: "title" }, tagsOfProductList),
      ask(listStoreProducts, { ...page, currency: "EUR" }, tagsOfProductList),
    ];
  });
}

/** The tenant as its settings are in the read model. */
function contextOf(shop: Shop, requestedLocales: readonly string[]): ViewContext {
  const { id } = shop.tenant;
  return {
    tenantId: id,
    requestedLocales,
    customerId: null,
    extent: "any",
    extentOf: () => null,
    modules: [],
    async tenant() {
      const [row] = shop.platform.readModel.rows("SELECT settings, state_version FROM tenant_settings");
      const settings = settingsState.readJson(Number(row?.state_version), String(row?.settings));
      if (settings === undefined) throw new Error("no settings");
      const record = tenantRecord.parse({
        id,
        slug: "shop",
        status: "active",
        domains: [],
        region: null,
        shard: 0,
        createdAt: "2026-01-01T00:00:00.000Z",
        epoch: 1,
        floors: {},
        deletion: null,
      });
      const tenant = tenantFrom(record, settings);
      if (tenant === null) throw new Error("no tenant");
      return ok(tenant);
    },
  };
}
