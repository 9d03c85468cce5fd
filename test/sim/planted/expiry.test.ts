import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Module } from "../../../src/kernel/module.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import type { Context, Plan } from "../../../src/kernel/write/command.ts";
import { findWith } from "./support/find.ts";

const day = 24 * 60 * 60 * 1000;

/** The modules, with another decision for the job that cancels unpaid orders. */
function expiringBy(
  decide: (plan: (context: Context) => Plan, context: Context, database: TenantDatabase) => Plan,
) {
  return (modules: readonly Module[]): readonly Module[] =>
    modules.map((module) => ({
      ...module,
      scheduledJobs: module.scheduledJobs.map((job) =>
        job.name === "orders.expireUnpaid"
          ? {
              ...job,
              plan(database: TenantDatabase, input: unknown, context: Context) {
                const plan = (seen: Context): Plan => {
                  const planned = job.plan(database, input, seen);
                  if (!planned.ok) throw new Error(planned.refusal.detail);
                  return planned.value;
                };
                return { ok: true as const, value: decide(plan, context, database) };
              },
            }
          : job,
      ),
    }));
}

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("an expired order that keeps its stock", async () => {
    const modules = expiringBy((plan, context) => {
      const { events, ...rest } = plan(context);
      return { ...rest, events: events.filter(({ aggregate }) => aggregate.type === "order") };
    });
    const { violation } = await findWith({ modules });
    expect(violation?.invariant).toBe("a finished order holds no stock");
  });

  it("a paid order that expires", async () => {
    const modules = expiringBy((plan, context, database) => {
      const { events, ...rest } = plan(context);
      const [paid] = database.values<[string]>(
        sql`SELECT id FROM orders WHERE content ->> '$.status' = 'paid' LIMIT 1`,
      );
      if (paid === undefined) return { ...rest, events };
      const aggregate = { type: "order", id: paid[0] };
      const moved = { type: "order.status_changed", aggregate, data: { from: "paid", to: "cancelled" } };
      const cancelled = { type: "order.cancelled", aggregate, data: { reason: "expired" } };
      return { ...rest, events: [...events, moved, cancelled] };
    });
    const { violation } = await findWith({ modules });
    expect(violation?.invariant).toBe("a paid order never expires");
  });

  it("orders that expire too early", async () => {
    const modules = expiringBy((plan, context) => plan({ ...context, now: context.now + day }));
    const { violation } = await findWith({ modules });
    expect(violation?.invariant).toBe("an unpaid order expires when its time is over");
  });
});
