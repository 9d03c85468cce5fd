import { eq, sql } from "drizzle-orm";
import type { RebuildTask } from "../../kernel/delivery/rebuild.ts";
import { defineAggregate } from "../../kernel/module.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { rebuildCompleted, rebuildProgressed, rebuildRequested } from "./events.ts";
import { type Rebuild, rebuildState } from "./schema.ts";
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

/** Where the log is. */
export function readLogEnd(database: TenantDatabase): Pick<RebuildTask, "epoch" | "head" | "beganAt"> {
  const [row] = database.all<{ epoch: number; head: number; beganAt: number }>(
    sql`SELECT epoch, head, epoch_began_at AS beganAt FROM object`,
  );
  return row ?? { epoch: 0, head: 0, beganAt: 0 };
}

/** Working state: the object rings for what stands here until it is gone. */
export function beginWork(database: TenantDatabase, task: RebuildTask): void {
  const json = JSON.stringify(task);
  database.run(sql`INSERT OR REPLACE INTO rebuild_work (one, id, task) VALUES (1, ${task.id}, ${json})`);
}

export function endWork(database: TenantDatabase, id: string): void {
  database.run(sql`DELETE FROM rebuild_work WHERE id = ${id}`);
}

/** Forgets which rings are unanswered, so that the relay rings at once; the pauses of a failing event stay. */
export function clearNotifications(database: TenantDatabase): void {
  database.run(sql`UPDATE subscriptions SET notified_at = 0, notified_through = 0, pending = 0`);
  database.run(sql`UPDATE rebuild_work SET notified_at = 0, pending = 0`);
}
