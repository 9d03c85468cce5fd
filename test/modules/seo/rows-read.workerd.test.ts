import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { plainTenant } from "../../../src/kernel/access/tenant.ts";
import type { ReadModel, Row, Statement } from "../../../src/kernel/storage/storage.ts";
import { readSitemapIndex } from "../../../src/modules/seo/sitemap/view/read.ts";

const tenantId = "ten_01J000000000000000000S1TEM";
const entries = 25_000;

it("the index of sitemaps reads each entry twice, and only in an index", async () => {
  await env.DB.prepare(`INSERT INTO sitemap_entries (tenant_id, id, version, type, size, updated_at, names)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    SELECT ?1, printf('prod_%026d', i), 1, 'product', 1, '2026-01-01T00:00:00.000Z', '[["en","x",null]]' FROM n`)
    .bind(tenantId, entries)
    .run();
  let rows = 0;
  const batch = async (statements: readonly Statement[]) => {
    const answered = await env.DB.batch<Row>(
      statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params)),
    );
    for (const { meta } of answered) rows += meta.rows_read;
    return answered.map(({ results }) => results);
  };
  const model: ReadModel = { batch, all: async (statement) => (await batch([statement]))[0] ?? [] };
  const answered = await readSitemapIndex.run(
    model,
    {},
    {
      tenantId,
      tenant: async () => ({ ok: true, value: plainTenant({ id: tenantId, slug: "shop", name: "A shop" }) }),
      requestedLocales: [],
      origin: "https://api.example",
      customerId: null,
      extent: "any",
      extentOf: () => "any",
      modules: [],
    },
  );
  expect(answered.ok && answered.value.match(/<loc>/g)?.length).toBe(3);
  expect(rows).toBeLessThan(2.1 * entries);
});
