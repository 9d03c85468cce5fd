import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId, platformIds } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import {
  tenantDeleted,
  tenantDeletionCancelled,
  tenantDeletionRequested,
  tenantErasureBegun,
  tenantErasureContinued,
} from "../events.ts";
import { recordResponseOf } from "../records/commands.ts";
import { versionedRecord } from "../schema.ts";
import { readEnding, readRecord } from "../store.ts";

// These run in the platform's own object.

const noSuchTenant = refusal("not-found", "There is no such tenant.");
const instant = z.iso.datetime();
const id = opaqueId;

/** No worker that has read from the tenant's object before it was deleted still writes by then. */
const settledAfterMs = 15 * 60 * 1000;
/** Tenants whose grace period ends in one run. */
const mostAtOnce = 20;

/** The name of the job that ends grace periods. */
const endGracePeriodsName = "tenants.endGracePeriods";

/** Records that a tenant is deleted at a time. Until then, its deletion can be cancelled. */
export const requestDeletion = defineCommand({
  name: "tenants.requestDeletion",
  access: "tenants:delete",
  scope: "platform",
  internal: true,
  input: z.object({ id, deleteAt: instant }),
  output: versionedRecord,
  guards: (input) => ({ type: "tenant", id: canonicalId(platformIds.tenant, input.id) }),
  load: (database, input) => readRecord(database, canonicalId(platformIds.tenant, input.id)),
  decide(record, { deleteAt }) {
    switch (record?.status) {
      case "active":
      case "suspended": {
        const { status: before } = record;
        return ok({
          events: [tenantDeletionRequested.of(record.id, { deleteAt, before })],
          schedule: { job: endGracePeriodsName, at: Date.parse(deleteAt) },
          answer: (database: TenantDatabase) => recordResponseOf(database, record.id),
        });
      }
      case "deleting":
        return ok({
          events: [],
          answer: (database: TenantDatabase) => recordResponseOf(database, record.id),
        });
      case "provisioning":
      case "erasing":
      case "deleted":
      case undefined:
        return refused(noSuchTenant);
    }
  },
});

/** Puts a tenant that is about to be deleted back to what it was. */
export const cancelDeletion = defineCommand({
  name: "tenants.cancelDeletion",
  access: "tenants:delete",
  scope: "platform",
  internal: true,
  input: z.object({ id }),
  output: versionedRecord,
  guards: (input) => ({ type: "tenant", id: canonicalId(platformIds.tenant, input.id) }),
  load: (database, input) => readRecord(database, canonicalId(platformIds.tenant, input.id)),
  decide(record) {
    if (record?.status !== "deleting") return refused(notDeleting);
    return ok({
      events: [tenantDeletionCancelled.of(record.id, {})],
      answer: (database: TenantDatabase) => recordResponseOf(database, record.id),
    });
  },
});

export const notDeleting = refusal("tenant-not-deleting", "The tenant is not about to be deleted.");

/** Begins to erase tenants whose grace period is over, and looks after those that are being erased. */
export const endGracePeriods = defineCommand({
  name: endGracePeriodsName,
  access: "tenants:delete",
  scope: "platform",
  internal: true,
  input: z.object({}),
  output: z.int().nullable(),
  load: (database) => readEnding(database, mostAtOnce),
  decide({ deleting, erasing, nextDeletion }, _, { now }) {
    const due = deleting.filter(({ deletion }) => Date.parse(deletion.deleteAt) <= now);
    const settled = erasing.filter(({ deletion }) => isSettled(deletion.erasedAt, now));
    const isErasing = due.length > 0 || erasing.length > 0;
    return ok({
      events: [
        ...due.map(({ id }) => tenantErasureBegun.of(id, {})),
        ...settled.map(({ id }) => tenantErasureContinued.of(id, {})),
      ],
      answer: () => {
        const again = isErasing ? now + settledAfterMs : Number.POSITIVE_INFINITY;
        const next = Math.min(again, nextDeletion(due.map(({ id }) => id)));
        return next === Number.POSITIVE_INFINITY ? null : next;
      },
    });
  },
});

/** Goes on with an erasure after a call that has deleted rows, and ends it after one that has found none. */
export const settleErasure = defineCommand({
  name: "tenants.settleErasure",
  access: "tenants:delete",
  scope: "platform",
  internal: true,
  input: z.object({ id, found: z.boolean() }),
  output: z.null(),
  load: (database, input) => readRecord(database, input.id),
  decide(record, { found }, { now }) {
    if (record?.status !== "erasing") return ok({ events: [], answer: () => null });
    if (found) return ok({ events: [tenantErasureContinued.of(record.id, {})], answer: () => null });
    if (!isSettled(record.deletion?.erasedAt, now)) return ok({ events: [], answer: () => null });
    return ok({ events: [tenantDeleted.of(record.id, {})], answer: () => null });
  },
});

function isSettled(erasedAt: string | null | undefined, now: number): boolean {
  return erasedAt !== null && erasedAt !== undefined && now >= Date.parse(erasedAt) + settledAfterMs;
}
