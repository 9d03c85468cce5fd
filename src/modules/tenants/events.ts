import { z } from "zod";
import { defineEvent } from "../../kernel/event.ts";
import { storedLocale } from "../../kernel/locale.ts";
import { settings, tenantRecord } from "./schema.ts";

const record = tenantRecord.omit({ id: true });
const recordAfter = tenantRecord.nullish();
const settingsAfter = settings.nullish();

/** In the platform's log: a name was reserved for a tenant. */
export const tenantCreated = defineEvent(
  "platform.tenant.created",
  "tenant",
  record.extend({ after: recordAfter }),
);

/** In the platform's log: domains, status or name of a tenant's record changed. */
export const tenantUpdated = defineEvent(
  "platform.tenant.updated",
  "tenant",
  z.object({
    status: record.shape.status.optional(),
    domains: record.shape.domains.optional(),
    region: record.shape.region.optional(),
    renamed: z.boolean().optional(),
    after: recordAfter,
  }),
);

/** In the tenant's own log, which decides. */
export const tenantSuspended = defineEvent(
  "platform.tenant.suspended",
  "settings",
  z.object({ after: settingsAfter }),
);
export const tenantResumed = defineEvent(
  "platform.tenant.resumed",
  "settings",
  z.object({ after: settingsAfter }),
);

export const settingsUpdated = defineEvent(
  "platform.settings.updated",
  "settings",
  settings.omit({ status: true, disabledModules: true }).partial().extend({ after: settingsAfter }),
);

const locale = z.object({ locale: storedLocale, after: settingsAfter });
export const localeEnabled = defineEvent("platform.locale.enabled", "settings", locale);
export const localeDisabled = defineEvent("platform.locale.disabled", "settings", locale);

const module = z.object({ module: z.string(), after: settingsAfter });
export const moduleEnabled = defineEvent("platform.module.enabled", "settings", module);
export const moduleDisabled = defineEvent("platform.module.disabled", "settings", module);

/** Everything that changes what a tenant has set; each carries the whole picture. */
export const settingsEvents = [
  tenantSuspended,
  tenantResumed,
  settingsUpdated,
  localeEnabled,
  localeDisabled,
  moduleEnabled,
  moduleDisabled,
];
