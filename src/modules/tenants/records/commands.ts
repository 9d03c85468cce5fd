import * as z from "zod";
import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { isWithin } from "../../../kernel/clock.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { canonicalId, opaqueId, platformIds } from "../../../kernel/values/id.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { tenantCreated, tenantUpdated } from "../events.ts";
import {
  hostSchema,
  regionSchema,
  slugSchema,
  type TenantRecord,
  type VersionedRecord,
  versionedRecord,
} from "../schema.ts";
import { ownerOfDomain, readRecord, readRecordBySlug } from "../store.ts";

// These run in the platform's own object. As the only writer, it decides which tenant has which name.

const domains = z.array(hostSchema).max(20);
/** A creation that has not finished by then has been abandoned. The next request for its slug resumes it. */
const leftBehindAfterMs = 60_000;

const noSuchTenant = refusal("not-found", "There is no such tenant.");

/** Reserves a slug and domains for a new tenant. */
export const reserveTenant = defineCommand({
  name: "tenants.reserve",
  access: "tenants:create",
  scope: "platform",
  internal: true,
  input: z.object({ slug: slugSchema, domains, region: regionSchema.nullable() }),
  output: versionedRecord,
  load: (database, input) => ({
    holder: readRecordBySlug(database, input.slug),
    owners: ownersOf(database, input.domains),
  }),
  decide({ holder, owners }, input, { now, newId }) {
    const resumed =
      holder?.status === "provisioning" &&
      !isWithin(Date.parse(holder.createdAt) + leftBehindAfterMs, now, leftBehindAfterMs);
    if (holder !== undefined && !resumed) {
      return refused(refusalAt("duplicate-slug", "/slug", `Another tenant has the slug ${input.slug}.`));
    }
    const taken = takenDomains(owners, holder?.id);
    if (taken !== null) return refused(taken);
    const id = holder?.id ?? newId(platformIds.tenant);
    const event =
      holder === undefined
        ? tenantCreated.of(id, {
            slug: input.slug,
            status: "provisioning",
            domains: input.domains,
            region: input.region,
            shard: 0,
            createdAt: new Date(now).toISOString(),
          })
        : tenantUpdated.of(id, { domains: input.domains, region: input.region });
    return ok({ events: [event], answer: (database: TenantDatabase) => recordResponseOf(database, id) });
  },
});

const change = z.object({
  id: opaqueId,
  status: z.enum(["active", "suspended"]).optional(),
  domains: domains.optional(),
  renamed: z.boolean().optional(),
});

/**
 * Updates a tenant's record: activates it, changes its domains, or copies changes from the tenant's object.
 */
export const changeRecord = defineCommand({
  name: "tenants.changeRecord",
  access: "tenants:update",
  scope: "platform",
  internal: true,
  input: change,
  output: versionedRecord,
  guards: ({ id }) => ({ type: "tenant", id: canonicalId(platformIds.tenant, id) }),
  load: (database, input) => ({
    record: readRecord(database, canonicalId(platformIds.tenant, input.id)),
    owners: ownersOf(database, input.domains ?? []),
  }),
  decide({ record, owners }, input) {
    if (record === undefined) return refused(noSuchTenant);
    const closed = closedRecord(record);
    if (closed !== null) return refused(closed);
    const taken = takenDomains(owners, record.id);
    if (taken !== null) return refused(taken);
    const status = input.status === record.status ? undefined : input.status;
    const moved = equal(input.domains, record.domains) ? undefined : input.domains;
    const renamed = input.renamed === true ? true : undefined;
    const events =
      status === undefined && moved === undefined && renamed === undefined
        ? []
        : [tenantUpdated.of(record.id, { status, domains: moved, renamed })];
    return ok({ events, answer: (database: TenantDatabase) => recordResponseOf(database, record.id) });
  },
});

/** Why a tenant's record can't be changed. Null if it can. */
export function closedRecord({ status }: Pick<TenantRecord, "status">): Refusal | null {
  switch (status) {
    case "provisioning":
    case "active":
    case "suspended":
      return null;
    case "deleting":
      return refusal("tenant-suspended", "The tenant is about to be deleted. Cancel its deletion first.");
    case "erasing":
    case "deleted":
      return noSuchTenant;
  }
}

/**
 * Records that a tenant's object starts a new epoch, before anyone uses it: for a restore that is about to
 * run, or one that was detected. Sequence floors never decrease.
 */
export const beginEpoch = defineCommand({
  name: "tenants.beginEpoch",
  access: "tenants:update",
  scope: "platform",
  internal: true,
  input: z.object({
    id: opaqueId,
    epoch: z.int().positive(),
    floors: z.record(z.string(), z.int().min(0)),
  }),
  output: versionedRecord,
  guards: ({ id }) => ({ type: "tenant", id: canonicalId(platformIds.tenant, id) }),
  load: (database, { id }) => readRecord(database, canonicalId(platformIds.tenant, id)),
  decide(record, { epoch, floors }) {
    if (record === undefined) return refused(noSuchTenant);
    const names = new Set([...Object.keys(record.floors), ...Object.keys(floors)]);
    const highest = Object.fromEntries(
      [...names].map((name) => [name, Math.max(record.floors[name] ?? 0, floors[name] ?? 0)]),
    );
    return ok({
      events: epoch > record.epoch ? [tenantUpdated.of(record.id, { epoch, floors: highest })] : [],
      answer: (database: TenantDatabase) => recordResponseOf(database, record.id),
    });
  },
});

/** A tenant's record with its version. */
export function recordResponseOf(database: TenantDatabase, id: string): VersionedRecord {
  const record = readRecord(database, id);
  if (record === undefined) throw new Error(`${id} has no record`);
  return { ...record, version: versionOf(database, "tenant", id) };
}

function ownersOf(database: TenantDatabase, names: readonly string[]) {
  return names.map((domain) => ({ domain, owner: ownerOfDomain(database, domain) }));
}

function takenDomains(owners: ReturnType<typeof ownersOf>, self: string | undefined) {
  const errors = owners.flatMap(({ domain, owner }, index): readonly PointedError[] =>
    owner === undefined || owner === self
      ? []
      : [
          {
            pointer: `/domains/${index}`,
            code: "duplicate-domain",
            detail: `Another tenant uses ${domain}.`,
          },
        ],
  );
  return errors.length === 0 ? null : refusal("duplicate-domain", "Another tenant uses a domain.", errors);
}
