import { eq } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { type Rebuild, rebuildState } from "../schema.ts";
import { rebuildCompleted, rebuildProgressed, rebuildRequested } from "./events.ts";
import { rebuilds } from "./tables.ts";

export const rebuildAggregate = defineAggregate(rebuildState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const change = (values: Partial<Rebuild>) =>
      database.update(rebuilds).set(values).where(eq(rebuilds.id, id)).run();
    switch (event.type) {
      case rebuildRequested.type:
        database
          .insert(rebuilds)
          .values({ id, status: "running", ...rebuildRequested.read(event) })
          .run();
        return;
      case rebuildProgressed.type:
        change({ aggregates: rebuildProgressed.read(event).aggregates });
        return;
      case rebuildCompleted.type: {
        const { outcome, aggregates, settledAt } = rebuildCompleted.read(event);
        change({ status: outcome, aggregates, settledAt });
      }
    }
  },
  state: (database, id) => readRebuild(database, id) ?? null,
});

export function readRebuild(database: TenantDatabase, id: string): Rebuild | undefined {
  return database.select().from(rebuilds).where(eq(rebuilds.id, id)).get();
}

export function runningRebuild(database: TenantDatabase): Rebuild | undefined {
  return database.select().from(rebuilds).where(eq(rebuilds.status, "running")).get();
}
