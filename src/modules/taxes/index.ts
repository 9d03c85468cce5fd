import { defineModule } from "../../kernel/module.ts";
import { createZone, deleteZone, updateZone } from "./commands.ts";
import { taxEvents } from "./events.ts";
import { taxIds } from "./ids.ts";
import { taxLimits } from "./limits.ts";
import { listZones, readTaxZone } from "./queries.ts";
import { routes } from "./routes.ts";
import { taxSchemas } from "./schema.ts";
import { migration, taxZoneAggregate } from "./store.ts";
import { taxZoneTransfer } from "./transfer-store.ts";

export { builtInTaxes } from "./calculation/built-in.ts";
export type { TaxAmount, Taxation, TaxCalculator, TaxDestination } from "./calculation/calculator.ts";
export { shippingProfile, standardCategory, taxCategory } from "./category.ts";
export { type KnownZone, settledZones } from "./rules.ts";
export { readZones } from "./store.ts";

/** Tax zones, and how taxes are calculated. */
export const taxes = defineModule({
  name: "taxes",
  requires: ["tenants"],
  ids: taxIds,
  limits: Object.values(taxLimits),
  migrations: [migration],
  aggregates: [taxZoneAggregate],
  events: taxEvents,
  transfers: [taxZoneTransfer],
  operations: [createZone, updateZone, deleteZone, listZones, readTaxZone],
  tags: {
    "Tax zones": "Where which rates apply. Products and shipping options name their tax category.",
  },
  schemas: [taxSchemas],
  routes,
});
