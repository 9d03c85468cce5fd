// What a list, a search and a product page take in a large catalogue against a small one, from the read model's code on
// node:sqlite: rows are projected as the queue would have it, only nobody writes commands for them.
import "../../../local/node/text-modules.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import { openReadModel } from "../../support/node/read-model.ts";

const [{ createRegistry }, { modules }, { projectionOf }, { catalogueEvents }, { cases }] = await Promise.all(
  [
    import("../../../src/kernel/registry.ts"),
    import("../../../src/modules.ts"),
    import("../../support/node/projection.ts"),
    import("../../support/catalogue/events.ts"),
    import("./cases.ts"),
  ],
);

const registry = createRegistry(modules);
const tenantId = "ten_01J00000000000000000000000";
const eventsInRun = 200;
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
const [few, many] = [1_000, Number(process.env.BENCH_PRODUCTS ?? 100_000)];

const small = await fill(few);
const large = await fill(many);
console.log(`\nmedian of ${rounds} in ms, ${few} and ${many} products, and their ratio`);
for (const { name, run } of cases) {
  const [before, after] = await both(
    () => run(small, tenantId),
    () => run(large, tenantId),
  );
  console.log(
    `${(after / before).toFixed(2).padStart(6)}  ${before.toFixed(2).padStart(7)} ${after.toFixed(2).padStart(7)}  ${name}`,
  );
}

async function fill(products: number) {
  const readModel = openReadModel();
  readModel.run(`INSERT INTO catalogue_locales (tenant_id, locale, version, chain) VALUES ('${tenantId}', 'en', 1, '["en"]');
    INSERT INTO catalogue_currencies (tenant_id, currency, version) VALUES ('${tenantId}', 'USD', 1)`);
  const started = performance.now();
  let run: Envelope[] = [];
  const project = async () => readModel.batch(await projectionOf(registry, tenantId, run));
  for (const events of catalogueEvents(tenantId, products)) {
    run.push(
      ...events.map((event) => ({ ...event, version: registry.eventByType.get(event.type)?.version ?? 0 })),
    );
    if (run.length < eventsInRun) continue;
    await project();
    run = [];
  }
  await project();
  const seconds = (performance.now() - started) / 1_000;
  const [size] = readModel.rows(
    "SELECT page_count * page_size / 1048576 AS mib FROM pragma_page_count, pragma_page_size",
  );
  console.log(
    `${products} products projected: ${((1_000 * seconds) / products).toFixed(2)} s per 1,000, ${size?.mib} MiB`,
  );
  return readModel;
}

/** In turns, so that both meet the same noise. */
async function both(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    times[0].push(await timed(one));
    times[1].push(await timed(other));
  }
  return [median(times[0]), median(times[1])];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
