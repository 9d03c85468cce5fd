import { z } from "zod";
import { storedLocale } from "../../kernel/values/locale.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { firstRecord, livingRecord, settings, tenantRecord } from "./schema.ts";

const settingsAfter = settings.nullish();

const reserved = firstRecord.omit({ id: true });

/** In the platform's log: a name was reserved for a tenant. */
export const tenantCreated = defineEvent(
  "platform.tenant.created",
  "tenant",
  reserved.extend({ after: firstRecord.nullish() }),
).next(reserved.extend({ after: tenantRecord.nullish() }), ({ after, ...data }) => ({
  ...data,
  after: withoutRestore(after),
}));

const changed = z.object({
  status: firstRecord.shape.status.optional(),
  domains: firstRecord.shape.domains.optional(),
  region: firstRecord.shape.region.optional(),
  renamed: z.boolean().optional(),
});
const begun = changed.extend({ epoch: z.int().positive().optional() });

/**
 * In the platform's log: domains, status or name of a tenant's record changed; since version 2, that its object begins
 * another life; since version 3, above which numbers.
 */
export const tenantUpdated = defineEvent(
  "platform.tenant.updated",
  "tenant",
  changed.extend({ after: firstRecord.nullish() }),
)
  .next(begun.extend({ after: livingRecord.nullish() }), ({ after, ...data }) => ({
    ...data,
    after: withoutRestore(after),
  }))
  .next(
    begun.extend({ floors: tenantRecord.shape.floors.unwrap().optional(), after: tenantRecord.nullish() }),
    ({ after, ...data }) => ({ ...data, after: after ? { ...after, floors: {} } : after }),
  );

/** A record of a time in which nothing had ever been restored. */
function withoutRestore(record: z.infer<typeof firstRecord> | null | undefined) {
  return record ? { ...record, epoch: 1, floors: {} } : record;
}

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
