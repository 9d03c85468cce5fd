import { z } from "zod";
import { storedLocale } from "../../kernel/values/locale.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { commonRecord, settings, tenantRecord } from "./schema.ts";

const reserved = commonRecord.omit({ id: true });

/**
 * In the platform's log: a name was reserved for a tenant. Version 2 has the data of version 1: it was made when the state was
 * part of the data.
 */
export const tenantCreated = defineEvent("platform.tenant.created", "tenant", reserved).next(
  reserved,
  (data) => data,
);

const changed = z.object({
  status: commonRecord.shape.status.optional(),
  domains: commonRecord.shape.domains.optional(),
  region: commonRecord.shape.region.optional(),
  renamed: z.boolean().optional(),
});
const begun = changed.extend({ epoch: z.int().positive().optional() });

/**
 * In the platform's log: domains, status or name of a tenant's record changed; since version 2, that its object begins
 * another life; since version 3, above which numbers.
 */
export const tenantUpdated = defineEvent("platform.tenant.updated", "tenant", changed)
  .next(begun, (data) => data)
  .next(begun.extend({ floors: tenantRecord.shape.floors.optional() }), (data) => data);

/** In the tenant's own log, which decides. */
export const tenantSuspended = defineEvent("platform.tenant.suspended", "settings", z.object({}));
export const tenantResumed = defineEvent("platform.tenant.resumed", "settings", z.object({}));

export const settingsUpdated = defineEvent(
  "platform.settings.updated",
  "settings",
  settings.omit({ status: true, disabledModules: true }).partial(),
);

const locale = z.object({ locale: storedLocale });
export const localeEnabled = defineEvent("platform.locale.enabled", "settings", locale);
export const localeDisabled = defineEvent("platform.locale.disabled", "settings", locale);

const module = z.object({ module: z.string() });
export const moduleEnabled = defineEvent("platform.module.enabled", "settings", module);
export const moduleDisabled = defineEvent("platform.module.disabled", "settings", module);

/** Everything that changes what a tenant has set. */
export const settingsEvents = [
  tenantSuspended,
  tenantResumed,
  settingsUpdated,
  localeEnabled,
  localeDisabled,
  moduleEnabled,
  moduleDisabled,
];
