import { shownTenant } from "../api/shapes.ts";
import { exits } from "../exits.ts";
import { commandOf, type Register } from "../program.ts";
import { tenantsText } from "../render/tenants.ts";

/** `tenants`: all tenants, the newest first. */
export const tenants: Register = (program, start) => {
  commandOf(program, "tenants", "List all tenants, the newest first").action((options) =>
    start(options, async (context) => {
      const all = await Array.fromAsync(
        context.api.items("/v1/platform/tenants", shownTenant, { tenant: null }),
      );
      const { tenant } = context.api;
      context.show(
        all.filter(({ id, slug }) => tenant === null || tenant === id || tenant === slug),
        tenantsText,
      );
      return exits.fine;
    }),
  );
};
