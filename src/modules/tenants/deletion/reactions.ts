import { defineReaction, requestOf } from "../../../kernel/delivery/reaction.ts";
import { tenantErasureBegun, tenantErasureContinued } from "../events.ts";
import { settleErasure } from "./commands.ts";

/** Deletes what is stored of a tenant whose grace period is over, some of it at each event. */
export const eraseTenants = defineReaction<object>({
  name: "tenants.erasure",
  consumes: [tenantErasureBegun, tenantErasureContinued],
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate: { id } }, { eraseTenant }) {
    const found = await eraseTenant(id);
    return [requestOf(settleErasure, { id, found })];
  },
});
