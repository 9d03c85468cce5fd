import { describe, expect, it } from "vitest";
import { openStore, type Store } from "./given.ts";

const day = 24 * 60 * 60 * 1000;

const abandoned = (store: Store) =>
  store.tenant.core.eventsAfter(0, 1_000).events.filter(({ type }) => type === "cart.abandoned");

const kept = (store: Store) => store.tenant.storage.rows("SELECT token_hash FROM carts").length;

const pass = ({ platform, tenant }: Store, milliseconds: number) => platform.passTime(tenant, milliseconds);

describe("many carts", { timeout: 60_000 }, () => {
  it("are abandoned 100 and removed 500 per batch, until none is left", async () => {
    const store = openStore();
    const { variantId } = store.sell();
    for (let count = 0; count < 250; count += 1) store.open({ items: [{ variantId, quantity: 1 }] });
    for (let count = 0; count < 700; count += 1) store.open();
    const counts: [number, number][] = [];
    await pass(store, day - 1);
    while (kept(store) > 250 || abandoned(store).length < 250) {
      await store.platform.fireAlarm(store.tenant);
      await store.platform.deliverAll();
      counts.push([abandoned(store).length, kept(store)]);
    }
    expect(counts.filter((entry, index) => String(entry) !== String(counts[index - 1]))).toEqual([
      [100, 450],
      [200, 250],
      [250, 250],
    ]);
  });
});
