// `npm run bench:content`: what reads of 10,000 products and 10,000 posts, and of sitemaps of 50,000 URLs, take of a local D1. Its file is
// filled with what the projector would write.
import "../../../local/node/text-modules.ts";
import { readdirSync, readFileSync } from "node:fs";
import type { ReadModel } from "../../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { median } from "../report/statistics.ts";
import { openMeteredDatabase } from "./database.ts";
import { readsOf } from "./reads.ts";

const [{ createRegistry }, { modules }, { projectionOf }, { catalogueEvents }, { postEvents }] =
  await Promise.all([
    import("../../../src/kernel/registry.ts"),
    import("../../../src/modules.ts"),
    import("../../support/node/projection.ts"),
    import("../../support/catalogue/events.ts"),
    import("../../support/content/events.ts"),
  ]);

const registry = createRegistry(modules);
const tenantId = "ten_01J00000000000000000000000";
const count = Number(process.env.BENCH_DOCUMENTS ?? 20_000) / 2;
const rounds = Number(process.env.BENCH_ROUNDS ?? 20);
const urls = 50_000;
const eventsInRun = 200;

const migrations = readdirSync("migrations/d1")
  .sort()
  .map((name) => readFileSync(`migrations/d1/${name}`, "utf8"));
const { model, spent, stop } = await openMeteredDatabase(migrations, fill);
try {
  console.log(`${2 * count} documents; medians of ${rounds}\n`);
  console.log("in SQLite  with the call  rows read  round trips     bytes  read");
  for (const { name, target, run } of readsOf(registry, tenantId)) {
    const measured: Awaited<ReturnType<typeof measure>>[] = [];
    for (let round = 0; round <= rounds; round += 1) measured.push(await measure(run));
    // The first one only warms up.
    const of = (field: keyof (typeof measured)[number]) => median(measured.slice(1).map((one) => one[field]));
    const missed = target !== null && of("inSqlite") > target ? `, target ${target} ms` : "";
    console.log(
      [
        `${of("inSqlite").toFixed(1)} ms`.padStart(9),
        `${of("whole").toFixed(1)} ms`.padStart(13),
        String(of("rows")).padStart(9),
        String(of("roundTrips")).padStart(11),
        String(of("bytes")).padStart(8),
        `${name}${missed}`,
      ].join("  "),
    );
  }
} finally {
  await stop();
}

async function measure(run: (model: ReadModel) => Promise<unknown>) {
  Object.assign(spent, { roundTrips: 0, rows: 0, milliseconds: 0 });
  const began = performance.now();
  const answer = await run(model);
  const whole = performance.now() - began;
  const bytes = typeof answer === "string" ? answer.length : JSON.stringify(answer).length;
  return { whole, inSqlite: spent.milliseconds, rows: spent.rows, roundTrips: spent.roundTrips, bytes };
}

async function fill(model: ReadModel): Promise<void> {
  await model.batch([
    {
      sql: `INSERT INTO catalogue_locales (tenant_id, locale, version, chain) VALUES (?1, 'en', 1, '["en"]')`,
      params: [tenantId],
    },
    {
      sql: "INSERT INTO catalogue_currencies (tenant_id, currency, version) VALUES (?1, 'USD', 1)",
      params: [tenantId],
    },
  ]);
  let run: Envelope[] = [];
  const project = async () => {
    await model.batch(await projectionOf(registry, tenantId, run));
    run = [];
  };
  const add = async (events: readonly Envelope[]) => {
    run.push(
      ...events.map((event) => ({ ...event, version: registry.eventByType.get(event.type)?.version ?? 0 })),
    );
    if (run.length >= eventsInRun) await project();
  };
  for (const events of catalogueEvents(tenantId, count)) await add(events);
  for (const event of postEvents(tenantId, count, 100 * count)) await add([event]);
  await project();
  // Sitemaps need no more of a product than this.
  await model.batch([
    {
      sql: `INSERT INTO sitemap_entries (tenant_id, id, version, type, size, updated_at, names)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
        SELECT ?1, printf('prod_%026d', i), 1, 'product', 1, '2026-01-01T00:00:00.000Z', json_array(json_array('en', 'thing-' || i, NULL)) FROM n`,
      params: [tenantId, urls - 2 * count],
    },
  ]);
}
