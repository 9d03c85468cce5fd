import type { Tenant } from "../../kernel/access/tenant.ts";
import { refusal } from "../../kernel/api/problem.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** Routes of a module that the tenant has disabled are not found. */
export const moduleEnabled: Stage<Matched & Located> = {
  name: "module",
  refuses: [404],
  async run({ scope, module, tenant }) {
    if (tenant === null || isEnabled(tenant, module)) return ok({});
    // It may have been enabled a moment ago, after this isolate cached the tenant.
    const name = { by: "id", value: tenant.id } as const;
    await scope.directory.forget([name]);
    const current = await scope.directory.resolve(name);
    if (current !== null && isEnabled(current, module)) return ok({ tenant: current });
    return refused(refusal("not-found", "The module is not enabled for this tenant."));
  },
};

function isEnabled(tenant: Tenant, module: string): boolean {
  return !tenant.disabledModules.includes(module);
}
