import type { Registry } from "../../../src/kernel/registry.ts";
import type { Ledger } from "../client/ledger.ts";
import { readWholeLog, type StoredState } from "../kept/files.ts";
import type { AnsweredLists } from "../workload/lists.ts";
import type { Shop } from "../workload/shop.ts";
import { EffectsByTrace, faultsOfWrite } from "./acknowledged.ts";
import { faultsInCatalogue } from "./catalogue.ts";
import { faultsInState } from "./fold.ts";
import { faultsInLists } from "./lists.ts";
import { faultsInLog } from "./log.ts";
import { faultsInMails, mailsIn } from "./mails.ts";
import { faultsInOrders } from "./orders.ts";
import { faultsInStates } from "./states.ts";
import { openViewsAnew } from "./views.ts";

/** What a stopped platform's files prove, or disprove. */
export interface Proof {
  readonly tenants: number;
  readonly events: number;
  readonly rows: number;
  readonly mails: number;
  readonly faults: readonly string[];
}

/** Compares what is kept with what was acknowledged, the state with the log, and the read model with both. */
export async function prove(
  kept: StoredState,
  registry: Registry,
  ledger: Ledger,
  shops: readonly Shop[],
  lists: ReadonlyMap<string, AnsweredLists>,
): Promise<Proof> {
  const effects = new EffectsByTrace();
  const views = openViewsAnew(registry);
  const mails = mailsIn(kept);
  const faults: string[] = [];
  let events = 0;
  for (const object of kept.objects) {
    const log = readWholeLog(object);
    events += log.length;
    effects.add(log);
    await views.add(object, log);
    faults.push(
      ...faultsInLog(object, log),
      ...faultsInState(object, log, registry),
      ...faultsInStates(object, kept, registry),
      ...faultsInCatalogue(object),
      ...faultsInMails(object, log, mails),
      ...faultsInLists(object, lists.get(object.tenantId)),
      ...faultsInOrders(
        object,
        shops.find(({ id }) => id === object.tenantId),
      ),
    );
  }
  faults.push(
    ...views.faults(kept),
    ...effects.faults,
    ...effects.unknownTo(ledger.writes),
    ...ledger.writes.flatMap((write) => faultsOfWrite(write, effects)),
    ...shops.flatMap((shop) => miscounted(kept, shop)),
  );
  return { tenants: kept.objects.length, events, rows: rowsOf(kept), mails: mails.length, faults };
}

/** The audit log of both epochs stays, and only the later one is in the object. */
const ofBothEpochs = /^the view audit/;

/** What is wrong once an object was put back to an earlier time. What clients were answered later no longer counts. */
export async function proveRestored(
  kept: StoredState,
  registry: Registry,
  lists: ReadonlyMap<string, AnsweredLists>,
): Promise<readonly string[]> {
  const views = openViewsAnew(registry);
  const faults: string[] = [];
  for (const object of kept.objects) {
    const log = readWholeLog(object);
    await views.add(object, log);
    faults.push(
      ...faultsInLog(object, log),
      ...faultsInState(object, log, registry),
      ...faultsInStates(object, kept, registry),
      ...faultsInCatalogue(object),
      ...faultsInLists(object, lists.get(object.tenantId)),
    );
  }
  faults.push(...views.faults(kept).filter((fault) => !ofBothEpochs.test(fault)));
  return faults.map((fault) => `after a restore: ${fault}`);
}

/** Goods that were only ever adjusted: as many are there as the acknowledged adjustments make. */
function miscounted(kept: StoredState, shop: Shop): readonly string[] {
  const object = kept.objects.find(({ tenantId }) => tenantId === shop.id);
  if (object === undefined) return [`the shop ${shop.slug} was acknowledged, and is not there`];
  return [...shop.counters].flatMap(([variantId, counted]) => {
    const sql = "SELECT sum(stocked) AS stocked FROM inventory_levels WHERE variant_id = ?";
    const [row] = object.storage.rows(sql, variantId);
    return row?.stocked === counted
      ? []
      : [`of ${variantId} of ${shop.slug} there are ${row?.stocked}, acknowledged were ${counted}`];
  });
}

function rowsOf(kept: StoredState): number {
  const tables = kept.readModel(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  return tables.reduce(
    (sum, { name }) => sum + Number(kept.readModel(`SELECT count(*) AS n FROM ${name}`)[0]?.n ?? 0),
    0,
  );
}
