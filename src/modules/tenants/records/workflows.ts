import * as z from "zod";
import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import type { Ports } from "../../../kernel/operation/ports.ts";
import { defineWorkflow, versionMatches, type WorkflowContext } from "../../../kernel/operation/workflow.ts";
import { newId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { accessIds } from "../../access/ids.ts";
import { mintApiKey } from "../../access/index.ts";
import { changeSettings, initialiseTenant, setTenantStatus } from "../commands.ts";
import { readTenantRecord, settingsOfTenant } from "../queries.ts";
import { initialSettings } from "../rules.ts";
import {
  createdTenant,
  restoreInput,
  restoreResponse,
  type TenantResponse,
  tenantInput,
  tenantPatch,
  tenantResponse,
  type VersionedRecord,
} from "../schema.ts";
import { isShown, toTenantResponse } from "../view.ts";
import { beginEpoch, changeRecord, closedRecord, reserveTenant } from "./commands.ts";

/**
 * Creates a tenant: reserves its names, provisions its object, activates it. A retry continues after a
 * crash.
 */
export const createTenant = defineWorkflow({
  name: "tenants.createTenant",
  access: reserveTenant.access,
  scope: "platform",
  input: tenantInput,
  output: createdTenant,
  budget: {
    d1: 0,
    objects: 4,
    reason:
      "It reserves the names, provisions and initialises the tenant's object, then activates the record.",
  },
  ports: ["secrets", "objects", "directory", "projections"],
  async run(input, context, ports) {
    const { secrets, objects, directory } = ports;
    const { invoke, session, modules } = context;
    const sound = initialSettings(input);
    if (!sound.ok) return sound;
    const unreachable = unreachableDomains(input.domains, directory.platformDomain);
    if (unreachable !== null) return refused(unreachable);
    const names = { slug: input.slug, domains: input.domains ?? [], region: input.region ?? null };
    const reserved = await invoke(reserveTenant, names, { step: "reserve" });
    if (!reserved.ok) return reserved;
    const { id, slug } = reserved.value;
    await objects.provision({ tenantId: id, slug, region: input.region });
    const keyId = newId(accessIds.apiKey, session.now, Math.random);
    const minted = { id: keyId, ...(await secrets.mint((signer) => mintApiKey(signer, id, keyId))) };
    const initialised = await invoke(initialiseTenant, { tenant: input, minted }, { tenantId: id });
    if (!initialised.ok) return initialised;
    const activate = { id, status: "active" } as const;
    const record = await invoke(changeRecord, activate, { step: "activate", unguarded: true });
    if (!record.ok) return record;
    await makeKnown(record.value, [], ports);
    const { settings, sealed } = initialised.value;
    if (!isShown(record.value)) throw new Error(`${id} was deleted while it was created`);
    return ok({ ...toTenantResponse(record.value, settings, modules), apiKey: await secrets.open(sealed) });
  },
});

/** Reads a tenant for platform staff: its record, and the settings in its own object. */
export const readTenant = defineWorkflow({
  name: "tenants.readTenant",
  access: readTenantRecord.access,
  scope: "platform",
  input: z.object({ id: opaqueId }),
  output: tenantResponse,
  budget: { d1: 0, objects: 2, reason: "The record is the platform's, the settings are the tenant's." },
  async run({ id }, context) {
    const record = await context.invoke(readTenantRecord, { id });
    return record.ok ? shown(context, record.value) : record;
  },
});

/** Renames a tenant, changes its domains, suspends it or resumes it. */
export const updateTenant = defineWorkflow({
  name: "tenants.updateTenant",
  access: changeRecord.access,
  scope: "platform",
  input: z.object({ id: opaqueId, patch: tenantPatch }),
  output: tenantResponse,
  budget: {
    d1: 0,
    objects: 6,
    reason:
      "Names, name and status are decided one after the other, in the platform's object and in the tenant's.",
  },
  ports: ["directory", "projections"],
  async run({ id: named, patch }, context, ports) {
    const { invoke, session } = context;
    const before = await invoke(readTenantRecord, { id: named });
    if (!before.ok) return before;
    const { id, version } = before.value;
    if (!versionMatches(session, version)) return refused(stale(version));
    const closed = closedRecord(before.value);
    if (closed !== null) return refused(closed);
    const unreachable = unreachableDomains(patch.domains, ports.directory.platformDomain);
    if (unreachable !== null) return refused(unreachable);
    if (before.value.status === "suspended" && patch.status !== "active")
      return refused(refusal("tenant-suspended", "A suspended tenant can only be resumed."));
    // Steps that can be refused come first: the platform's record for names, the tenant's object for the
    // rest.
    if (patch.domains !== undefined) {
      const moved = await invoke(changeRecord, { id, domains: patch.domains });
      if (!moved.ok) return moved;
    }
    const changed = await changeInTenant(context, id, patch);
    if (!changed.ok) return changed;
    // Copy the accepted changes of the tenant's object to the record.
    const followed = { id, status: patch.status, renamed: patch.name !== undefined };
    const record = await invoke(changeRecord, followed, { unguarded: true });
    if (!record.ok) return record;
    await makeKnown(record.value, before.value.domains, ports);
    return shown(context, record.value);
  },
});

/** A suspended tenant only accepts being resumed, so resume first. Suspend last. */
async function changeInTenant(
  { invoke }: WorkflowContext,
  tenantId: string,
  { name, status }: z.infer<typeof tenantPatch>,
): Promise<Result<unknown>> {
  const inTenant = { tenantId, unguarded: true } as const;
  const rename = async () => (name === undefined ? ok(null) : invoke(changeSettings, { name }, inTenant));
  const move = async () => (status === undefined ? ok(null) : invoke(setTenantStatus, { status }, inTenant));
  const [first, second] = status === "active" ? [move, rename] : [rename, move];
  const done = await first();
  return done.ok ? second() : done;
}

/** Restores a tenant's object to an earlier time. */
export const restoreTenant = defineWorkflow({
  name: "tenants.restoreTenant",
  access: beginEpoch.access,
  scope: "platform",
  input: restoreInput.extend({ id: opaqueId }),
  output: restoreResponse,
  budget: oneCall,
  ports: ["objects", "directory", "projections"],
  once: true,
  async run({ id: named, at }, { invoke, session }, ports) {
    const record = await invoke(readTenantRecord, { id: named });
    if (!record.ok) return record;
    const { id, version, epoch, createdAt } = record.value;
    if (!versionMatches(session, version)) return refused(stale(version));
    const closed = closedRecord(record.value);
    if (closed !== null) return refused(closed);
    const time = Date.parse(at);
    if (time > session.now || time < Date.parse(createdAt))
      return refused(
        refusalAt("validation-failed", "/at", "must be in the past, after the tenant's creation"),
      );
    const restored = await ports.objects.restore(id, time, epoch);
    await ports.projections.project("platform");
    await ports.directory.forget(record.value);
    return ok(restored);
  },
});

/** Projects the tenant and clears caches, so that the next request by any of its names sees the change. */
export async function makeKnown(
  record: VersionedRecord,
  formerDomains: readonly string[],
  { projections, directory }: Pick<Ports, "projections" | "directory">,
): Promise<void> {
  await Promise.all([projections.project("platform"), projections.project(record.id)]);
  await directory.forget({ ...record, domains: [...formerDomains, ...record.domains] });
}

/** A tenant as platform staff sees it. */
export async function shown(
  { invoke, modules }: WorkflowContext,
  record: VersionedRecord,
): Promise<Result<TenantResponse>> {
  // A reserved name whose tenant was never created is not shown.
  if (record.status === "provisioning" || !isShown(record))
    return refused(refusal("not-found", "There is no such tenant."));
  const own = await invoke(settingsOfTenant, {}, { tenantId: record.id });
  return own.ok ? ok(toTenantResponse(record, own.value, modules)) : own;
}

/** The refusal of a request for another version of a tenant's record. */
export function stale(version: number) {
  return refusal("version-mismatch", `The current version is "${version}".`);
}

/** Refuses domains below the platform's own. They are resolved by slug, so they would never be reached. */
function unreachableDomains(domains: readonly string[] | undefined, platformDomain: string) {
  const errors = (domains ?? []).flatMap((domain, index): readonly PointedError[] =>
    domain === platformDomain || domain.endsWith(`.${platformDomain}`)
      ? [
          {
            pointer: `/domains/${index}`,
            code: "platform-domain",
            detail: `${domain} belongs to the platform.`,
          },
        ]
      : [],
  );
  return errors.length === 0
    ? null
    : refusal("validation-failed", "A domain belongs to the platform.", errors);
}
