import { expect, it } from "vitest";
import { z } from "zod";
import { projectTenant } from "../../../src/projection/projector.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";

const answered = z.object({ id: z.string() });

/** A shop's whole life: everything that a view of the catalogue can hear of. */
async function live() {
  const shop = openShop();
  const { must } = shop;
  const ids = ["Lamp", "Lamp", "Rug"].map(
    (title, index) =>
      answered.parse(
        must(
          "catalogue.createProduct",
          productBody(title, {
            tags: ["a", "b"],
            vendor: "Harbour",
            options: [{ name: "Size", values: ["S", "M"] }],
            variants: [
              {
                sku: `SKU-${index}`,
                stocked: index,
                options: { Size: "S" },
                prices: [{ amount: index, currency: "USD" }],
              },
              { options: { Size: "M" }, prices: [{ amount: 5, currency: "EUR" }] },
            ],
          }),
        ),
      ).id,
  );
  const [first = "", second = "", third = ""] = ids;
  for (const id of ids) must("catalogue.publishProduct", { id });
  const { id: collection } = answered.parse(
    must("catalogue.createCollection", { translations: [{ locale: "en", title: "All" }] }),
  );
  must("catalogue.setProductsOfCollection", { id: collection, productIds: ids });
  must("catalogue.updateProduct", {
    id: first,
    patch: {
      tags: ["b", "c"],
      translations: [
        { locale: "de", title: "Lampe" },
        { locale: "en", handle: "lantern" },
      ],
    },
  });
  must("tenants.changeSettings", { locales: ["en", "de", "fr"], currencies: ["USD"] });
  must("catalogue.unpublishProduct", { id: second });
  must("catalogue.deleteProduct", { id: second });
  must("catalogue.archiveProduct", { id: third });
  return shop;
}

type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

/** Every row of every view, but where the projector is; of the full-text index, what stands in it where. */
function rowsOf({ platform }: Awaited<ReturnType<typeof live>>): Rows {
  const { rows, run } = platform.readModel;
  run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search_terms, instance)");
  const tables = rows(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'positions'",
  ).map(({ name }) => String(name));
  // A document's number says nothing but where its terms are.
  const columns = (table: string) =>
    table === "search_documents" ? "product_id, version, status, titles, labels, body" : "*";
  const terms = rows(`SELECT d.product_id, t.term, t.col FROM temp.terms AS t
    JOIN search_documents AS d ON d.id = t.doc ORDER BY d.product_id, t.term, t.col`);
  return {
    ...Object.fromEntries(tables.map((table) => [table, rows(`SELECT ${columns(table)} FROM ${table}`)])),
    terms,
  };
}

it("what is projected event by event is what is projected in one go", async () => {
  const inOne = await live();
  await inOne.platform.deliverAll();
  const piecemeal = await live();
  const { tenant, platform } = piecemeal;
  const { events } = tenant.core.eventsAfter(0, 1_000);
  for (const event of events) await projectTenant(platform.projectorDeps, tenant.id, [event]);
  // The first call pulled nothing and projected what it was given; the rest joined on.
  expect(platform.runs.length).toBeGreaterThan(3);
  expect(rowsOf(piecemeal)).toEqual(rowsOf(inOne));
});

it("what is projected a second time from the beginning changes no row", async () => {
  const shop = await live();
  await shop.platform.deliverAll();
  const once = rowsOf(shop);
  expect(once.products).toHaveLength(3);
  shop.platform.readModel.run("DELETE FROM positions");
  await projectTenant(shop.platform.projectorDeps, shop.tenant.id);
  expect(shop.platform.position(shop.tenant)).toMatchObject({ seq: shop.tenant.core.eventsAfter(0, 1).head });
  expect(rowsOf(shop)).toEqual(once);
});

it("what is projected from the middle again never moves a row back", async () => {
  const shop = await live();
  await shop.platform.deliverAll();
  const once = rowsOf(shop);
  const { head } = shop.tenant.core.eventsAfter(0, 1);
  for (let seq = 1; seq < head; seq += 3) {
    // Only the first half of what is behind comes again, so that nothing newer could make up for it.
    const late = shop.tenant.core.eventsAfter(seq, Math.ceil((head - seq) / 2)).events;
    shop.platform.readModel.run(`UPDATE positions SET seq = ${seq}`);
    const deps = { ...shop.platform.projectorDeps, eventsAfter: async () => null };
    await projectTenant(deps, shop.tenant.id, late);
    const rows = rowsOf(shop);
    expect(rows.products, `from ${seq}`).toEqual(once.products);
    expect(rows.product_handles, `from ${seq}`).toEqual(once.product_handles);
    expect(rows.product_offers, `from ${seq}`).toEqual(once.product_offers);
    expect(rows.group_members, `from ${seq}`).toEqual(once.group_members);
  }
  expect(rowsOf(shop)).toEqual(once);
});
