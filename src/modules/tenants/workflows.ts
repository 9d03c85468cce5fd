import * as z from "zod";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import { oneCall } from "../../kernel/operation/budget.ts";
import type { Ports } from "../../kernel/operation/ports.ts";
import { defineWorkflow, type WorkflowContext } from "../../kernel/operation/workflow.ts";
import { ok, type Result } from "../../kernel/values/result.ts";
import { changeSettings, disableModule, enableModule } from "./commands.ts";
import { moduleResponse, settingsPatch, settingsResponse } from "./schema.ts";

/** Updates the tenant's settings. */
export const updateSettings = defineWorkflow({
  name: "tenants.updateSettings",
  access: changeSettings.access,
  input: settingsPatch,
  output: settingsResponse,
  ports: ["directory", "projections"],
  budget: oneCall,
  async run(patch, context, ports) {
    return known(await context.invoke(changeSettings, patch), context, ports);
  },
});

/** Enables or disables a module for the tenant. */
const switching = (name: string, command: typeof enableModule) =>
  defineWorkflow({
    name,
    access: command.access,
    input: z.object({ slug: z.string() }),
    output: moduleResponse,
    ports: ["directory", "projections"],
    budget: oneCall,
    async run({ slug }, context, ports) {
      return known(await context.invoke(command, { slug }), context, ports);
    },
  });

export const turnModuleOn = switching("tenants.turnModuleOn", enableModule);
export const turnModuleOff = switching("tenants.turnModuleOff", disableModule);

/** Makes a change of the tenant visible to the very next request. */
async function known<Output>(
  changed: Result<Output>,
  { session: { tenant } }: WorkflowContext,
  { directory, projections }: Pick<Ports, "directory" | "projections">,
): Promise<Result<Output>> {
  if (!changed.ok || tenant === null) return changed;
  await projections.catchUp(tenant.id, readModelName);
  await directory.forget(tenant);
  return ok(changed.value);
}
