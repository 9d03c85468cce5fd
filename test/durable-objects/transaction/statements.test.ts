import { StatementSync } from "node:sqlite";
import { describe, it } from "vitest";
import { address, openStore, shippingOptions } from "../../modules/checkout/given.ts";

/** The statements that `work` runs on any database. */
function statementsOf(work: () => void): readonly string[] {
  const ran: string[] = [];
  const { all } = StatementSync.prototype;
  StatementSync.prototype.all = function (...params: never[]) {
    ran.push(this.sourceSQL);
    return all.apply(this, params);
  } as never;
  try {
    work();
  } finally {
    StatementSync.prototype.all = all;
  }
  return ran;
}

describe("s", () => {
  it("one", async () => {
    const store = openStore();
    const variants = ["Lamp", "Desk", "Chair"].map((title) => store.sell({ title }).variantId);
    const [option] = shippingOptions(store as never);
    let n = 0;
    const once = () => {
      n += 1;
      const key = {
        scope: `scope-${n}`,
        fingerprint: "f",
        retentionMs: 86_400_000,
        budget: { kind: "required" as const, caller: "" },
      };
      store.does(
        "checkout.checkout",
        {
          items: variants.map((variantId) => ({ variantId, quantity: 1 })),
          email: "ada@shop.example",
          shippingAddress: address,
          ...(option === undefined ? {} : { shippingOptionId: (option as { id: string }).id }),
          requestedLocales: [],
          minted: { hash: "x".repeat(43), sealed: "x" },
        },
        { idempotency: key, address: `10.0.0.${n}` },
      );
    };
    once();
    await store.platform.deliverAll();
    once();
    await store.platform.deliverAll();
    const ran = statementsOf(once);
    const counts = Map.groupBy(ran, (s) => s);
    console.log(ran.length, "distinct", counts.size);
    for (const [s, l] of [...counts].toSorted((a, b) => b[1].length - a[1].length))
      console.log(l.length, s.replaceAll(/\s+/g, " ").slice(0, 220));
    const after: string[] = [];
    const { all } = StatementSync.prototype;
    StatementSync.prototype.all = function (...p: never[]) {
      after.push(this.sourceSQL);
      return all.apply(this, p);
    } as never;
    await store.platform.deliverAll();
    StatementSync.prototype.all = all;
    console.log("AFTER", after.length);
    for (const [s, l] of [...Map.groupBy(after, (s) => s)].toSorted((a, b) => b[1].length - a[1].length))
      console.log(l.length, s.replaceAll(/\s+/g, " ").slice(0, 200));
  });
});
