import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow, versionMatches } from "../../../kernel/operation/workflow.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { setTenantStatus } from "../commands.ts";
import { readTenantRecord } from "../queries.ts";
import { makeKnown, shown, stale } from "../records/workflows.ts";
import { tenantResponse } from "../schema.ts";
import { cancelDeletion, notDeleting, requestDeletion } from "./commands.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How long a deletion can be cancelled, in days. */
export const graceDays = z.int().min(0).max(365);
export const usualGraceDays = 30;

/** Suspends a tenant and has it deleted after a grace period. A repeated request changes nothing. */
export const deleteTenant = defineWorkflow({
  name: "tenants.deleteTenant",
  access: requestDeletion.access,
  scope: "platform",
  input: z.object({ id: opaqueId, graceDays }),
  output: nothing,
  budget: {
    d1: 0,
    objects: 3,
    reason: "The tenant's object stops it, and the platform's object records when it is deleted.",
  },
  ports: ["directory", "projections"],
  async run({ id: named, graceDays: days }, { invoke, session }, ports) {
    const before = await invoke(readTenantRecord, { id: named });
    if (!before.ok) return before;
    const { id, version, status } = before.value;
    if (!versionMatches(session, version)) return refused(stale(version));
    if (status !== "active" && status !== "suspended" && status !== "deleting")
      return refused(refusal("not-found", "There is no such tenant."));
    // A crash after this step leaves a suspended tenant. The other way round, it would go on after it was deleted.
    const stopped = await invoke(setTenantStatus, { status: "suspended" }, { tenantId: id, unguarded: true });
    if (!stopped.ok) return stopped;
    const deleteAt = new Date(session.now + days * dayMs).toISOString();
    const record = await invoke(requestDeletion, { id, deleteAt }, { unguarded: true });
    if (!record.ok) return record;
    await makeKnown(record.value, [], ports);
    return ok(null);
  },
});

/** Keeps a tenant that is about to be deleted, as it was before. */
export const cancelTenantDeletion = defineWorkflow({
  name: "tenants.cancelTenantDeletion",
  access: cancelDeletion.access,
  scope: "platform",
  input: z.object({ id: opaqueId }),
  output: tenantResponse,
  budget: {
    d1: 0,
    objects: 4,
    reason: "The tenant's object resumes it, the platform's object records it, and both say what it is now.",
  },
  ports: ["directory", "projections"],
  once: true,
  async run({ id: named }, context, ports) {
    const { invoke, session } = context;
    const before = await invoke(readTenantRecord, { id: named });
    if (!before.ok) return before;
    const { id, version, status, deletion } = before.value;
    if (!versionMatches(session, version)) return refused(stale(version));
    if (status !== "deleting" || deletion === null) return refused(notDeleting);
    // The record refuses requests until the next step, so a crash in between loses nothing.
    const resumed = await invoke(
      setTenantStatus,
      { status: deletion.before },
      { tenantId: id, unguarded: true, step: "resume" },
    );
    if (!resumed.ok) return resumed;
    const record = await invoke(cancelDeletion, { id }, { unguarded: true, step: "cancel" });
    if (!record.ok) return record;
    await makeKnown(record.value, [], ports);
    return shown(context, record.value);
  },
});
