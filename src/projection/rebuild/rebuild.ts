import { type RebuildTask, type SnapshotCursor, viewsOf } from "../../kernel/delivery/rebuild.ts";
import type { Subscription } from "../../kernel/delivery/subscription.ts";
import type { Statement } from "../../kernel/storage/storage.ts";
import { upcastEnvelope } from "../../kernel/write/event.ts";
import { settleByRebuild } from "../failures/dead-letters.ts";
import { failureText } from "../failures/failures.ts";
import { everyTag, recordChange } from "../positions/cache-tags.ts";
import { isTransient, positionOf } from "../positions/positions.ts";
import type { ProjectorDeps } from "../projector.ts";
import {
  beginRebuild,
  type Checkpoint,
  claimCheckpoint,
  endRebuild,
  lostCheckpointRace,
  moveCheckpoint,
} from "./checkpoints.ts";
import { bindGeneration, sweepLeftovers } from "./generation.ts";

/** Pages per call. The next notification continues from the checkpoint. */
const maxPages = 20;

/** A page of a rebuild, and where the next page begins. `next` is null for the last page. */
interface Page {
  readonly statements: readonly Statement[];
  readonly aggregates: number;
  readonly next: string | null;
}

/**
 * Advances a tenant's rebuild or replay by some pages. Each page writes its rows and the checkpoint in one
 * batch, so the rebuild can stop anywhere and any worker can continue it. Reads keep working: rows are
 * overwritten, never deleted first.
 *
 * @throws If the read model or the object is unavailable.
 */
export async function rebuildTenant(deps: ProjectorDeps, tenantId: string): Promise<void> {
  const log = deps.log(tenantId);
  const task = await log.rebuild();
  const subscription = deps.registry.subscriptionByName.get(task?.subscription ?? "");
  if (task === null || subscription === undefined) return;
  let checkpoint = await claimCheckpoint(deps, tenantId, task.id);
  checkpoint ??= await begin(deps, tenantId, task);
  for (let pages = 0; pages < maxPages && checkpoint?.stage === "pages"; pages += 1) {
    const page = await nextPage(deps, tenantId, subscription, task, checkpoint.cursor);
    if (page === null) return;
    checkpoint = await write(deps, tenantId, task, checkpoint, page);
  }
  if (checkpoint === null) return;
  if (checkpoint.stage === "done") await log.rebuildCompleted(task.id, checkpoint.aggregates);
  else await log.rebuildProgressed(task.id, checkpoint.aggregates);
}

async function begin(deps: ProjectorDeps, tenantId: string, task: RebuildTask): Promise<Checkpoint | null> {
  const statements = beginRebuild(tenantId, task);
  await deps.readModel.batch(statements).catch((error: unknown) => {
    if (!lostCheckpointRace(error)) throw error;
  });
  return claimCheckpoint(deps, tenantId, task.id);
}

async function nextPage(
  deps: ProjectorDeps,
  tenantId: string,
  subscription: Subscription,
  task: RebuildTask,
  cursor: string,
): Promise<Page | null> {
  const log = deps.log(tenantId);
  if (subscription.follows === "audit-log") {
    const after = cursor === "" ? Math.max(0, (task.fromSeq ?? 1) - 1) : Number(cursor);
    const { seq: position } = await positionOf(deps, tenantId, subscription.name);
    const slice = await log.auditLogAfter(after, 200);
    const items = slice?.items.filter(({ seq }) => seq <= position) ?? [];
    const last = items.at(-1)?.seq;
    return {
      statements: items.length === 0 ? [] : subscription.project(items, tenantId),
      aggregates: items.length,
      next: last === undefined || last >= position ? null : String(last),
    };
  }
  const page = await log.snapshotsAfter(task.id, cursorFrom(cursor));
  if (page === null) return null;
  try {
    const snapshots = page.snapshots.map(upcastEnvelope);
    const tags = subscription.stateCacheTags?.(snapshots, tenantId, task.view) ?? [];
    return {
      statements: [
        ...(await subscription.projectState(snapshots, tenantId, task.view)),
        ...recordChange(tenantId, tags, deps.now()),
      ],
      aggregates: page.snapshots.length,
      next: page.next === null ? null : JSON.stringify(page.next),
    };
  } catch (error) {
    await log.rebuildFailed(task.id, failureText(error));
    return null;
  }
}

/** Parses the cursor that a checkpoint stores as text. */
function cursorFrom(text: string): SnapshotCursor | null {
  if (text === "") return null;
  const { type, id }: SnapshotCursor = JSON.parse(text);
  return { type, id };
}

/** Writes a page. Returns null if another worker wrote it first, another rebuild has begun, or it can't be written. */
async function write(
  deps: ProjectorDeps,
  tenantId: string,
  task: RebuildTask,
  checkpoint: Checkpoint,
  page: Page,
): Promise<Checkpoint | null> {
  const done = page.next === null;
  const aggregates = checkpoint.aggregates + page.aggregates;
  const next: Checkpoint = {
    ...checkpoint,
    stage: done ? "done" : "pages",
    cursor: page.next ?? checkpoint.cursor,
    aggregates,
  };
  const end = done ? endOf(deps, tenantId, task, checkpoint.generation) : [];
  const rows = bindGeneration([...page.statements, ...end], tenantId, "same-version-too");
  try {
    await deps.readModel.batch([moveCheckpoint(tenantId, checkpoint, next), ...rows]);
    return next;
  } catch (error) {
    if (lostCheckpointRace(error)) return null;
    if (await isTransient(deps, tenantId, error)) throw error;
    await deps.log(tenantId).rebuildFailed(task.id, failureText(error));
    return null;
  }
}

/**
 * The statements that go with the last page. They remove the rows that no page has written, because their
 * aggregates no longer exist. A rebuild of all views also settles the dead letters of what it has projected. A replay
 * removes nothing.
 */
function endOf(
  { registry, now }: ProjectorDeps,
  tenantId: string,
  task: RebuildTask,
  generation: number,
): readonly Statement[] {
  if (task.kind === "replay") return [];
  const views = viewsOf(registry, task.view);
  const swept = views
    .flatMap(({ tables }) => tables)
    .flatMap((table) => sweepLeftovers(table, tenantId, generation) ?? []);
  const derived = views.flatMap((view) => view.sweepDerived?.(tenantId) ?? []);
  // Which rows are left over isn't known here.
  const tags = views.some(({ cacheTags }) => cacheTags !== undefined) ? [everyTag] : [];
  const removed = [...swept, ...derived, ...recordChange(tenantId, tags, now())];
  if (task.view !== null) return removed;
  const at = new Date(now()).toISOString();
  return [...removed, endRebuild(tenantId, task), settleByRebuild(tenantId, task, at)];
}
