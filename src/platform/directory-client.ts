import type { Tenant } from "../kernel/access/tenant.ts";
import { hashOf } from "../kernel/values/digest.ts";
import { createTtlMap } from "../kernel/values/ttl-map.ts";
import type { Meter } from "../telemetry/meter.ts";

/** A name that identifies a tenant. */
export type TenantName = { readonly by: "id" | "slug" | "host"; readonly value: string };

/** Resolves names to tenants. */
export interface DirectoryClient {
  /** What this isolate knows without asking. Undefined if it knows nothing. */
  known(name: TenantName): Tenant | null | undefined;
  resolve(name: TenantName): Promise<Tenant | null>;
  forget(names: readonly TenantName[]): Promise<void>;
}

/** The number of directory objects. A name's hash selects one. */
const shards = 64;
/**
 * The directory object caches for another two seconds. Together they stay below the documented four seconds.
 */
const freshForMs = 1_500;

/** Tenants that this isolate has recently resolved, as plain data. */
const recentTenants = createTtlMap<Tenant>({ ttlMs: freshForMs, capacity: 5_000 });
/** How long a name stays unknown. A tenant that is given such a name is announced only afterwards. */
const unknownForMs = 1_000;
/** Unknown names have their own map, so that a flood of them evicts no tenant. */
const unknownNames = createTtlMap<null>({ ttlMs: unknownForMs, capacity: 2_000 });

export function directoryClient(
  namespace: Env["DIRECTORY"],
  meter: Meter,
  now: () => number,
): DirectoryClient {
  const shardOf = (key: string) => namespace.get(namespace.idFromName(`directory-${hashOf(key) % shards}`));
  const knownAs = (key: string) => recentTenants.get(key, now()) ?? unknownNames.get(key, now());
  return {
    known: (name) => knownAs(keyOf(name)),
    async resolve(name) {
      const key = keyOf(name);
      const known = knownAs(key);
      if (known !== undefined) return known;
      meter.objects += 1;
      const tenant = await shardOf(key).resolve(name);
      recentTenants.delete(key);
      if (tenant === null) unknownNames.set(key, null, now());
      else recentTenants.set(key, tenant, now());
      return tenant;
    },
    async forget(names) {
      const wereUnknown = await Promise.all(
        names.map(async (name) => {
          const key = keyOf(name);
          recentTenants.delete(key);
          unknownNames.delete(key);
          meter.objects += 1;
          return shardOf(key).forget(name);
        }),
      );
      // Another isolate may have been told that there is no such tenant. It forgets that by itself.
      if (wereUnknown.includes(true)) await scheduler.wait(unknownForMs);
    },
  };
}

export function keyOf(name: TenantName): string {
  return `${name.by}:${name.value}`;
}
