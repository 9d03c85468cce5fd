import type { Tenant } from "../../kernel/access/tenant.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { createTtlMap } from "../../kernel/values/ttl-map.ts";
import type { Scope } from "../scope.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** Routes of a module that the tenant has disabled are not found. */
export const moduleEnabled: Stage<Matched & Located> = {
  name: "module",
  refuses: [404],
  run({ scope, module, tenant }) {
    if (tenant === null || isEnabled(tenant, module)) return ok({});
    return checkAgain(scope, module, tenant.id);
  },
};

/** When this isolate last looked whether a tenant's disabled module is enabled by now. */
const lookedAt = createTtlMap<Tenant>({ ttlMs: 1_000, capacity: 1_000 });

/** It may have been enabled a moment ago, after this isolate cached the tenant. One request a second looks. */
async function checkAgain(scope: Scope, module: string, tenantId: string): Promise<Result<Partial<Located>>> {
  const known = lookedAt.get(tenantId, scope.now) ?? (await lookUp(scope, tenantId));
  if (known !== null && isEnabled(known, module)) return ok({ tenant: known });
  return refused(refusal("not-found", "The module is not enabled for this tenant."));
}

async function lookUp({ directory, now }: Scope, tenantId: string): Promise<Tenant | null> {
  const name = { by: "id", value: tenantId } as const;
  await directory.forget([name]);
  const current = await directory.resolve(name);
  if (current !== null) lookedAt.set(tenantId, current, now);
  return current;
}

function isEnabled(tenant: Tenant, module: string): boolean {
  return !tenant.disabledModules.includes(module);
}
