import * as z from "zod";
import { storedLocale } from "../../kernel/values/locale.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import {
  commonRecord,
  fifthSettings,
  firstSettings,
  fourthSettings,
  secondSettings,
  settings,
  sixthSettings,
  tenantRecord,
  thirdSettings,
} from "./schema.ts";

const reserved = commonRecord.omit({ id: true });

/**
 * In the platform's log: a name was reserved for a tenant. Versions 1 and 2 have the same data. Version 2
 * dates from when the state was part of the data.
 */
export const tenantCreated = defineEvent("platform.tenant.created", "tenant", reserved)
  .next(reserved, (data) => data)
  .unpublished();

const changed = z.object({
  status: commonRecord.shape.status.optional(),
  domains: commonRecord.shape.domains.optional(),
  region: commonRecord.shape.region.optional(),
  renamed: z.boolean().optional(),
});
const begun = changed.extend({ epoch: z.int().positive().optional() });

/**
 * In the platform's log: domains, status or name of a tenant's record changed. Since version 2, also that
 * its object starts a new epoch; since version 3, also the sequence floors.
 */
export const tenantUpdated = defineEvent("platform.tenant.updated", "tenant", changed)
  .next(begun, (data) => data)
  .next(
    () => begun.extend({ floors: tenantRecord.shape.floors.optional() }),
    (data) => data,
  )
  .unpublished();

/** In the platform's log: a tenant has stopped, and is deleted at a time. */
export const tenantDeletionRequested = defineEvent("platform.tenant.deletion_requested", "tenant", () =>
  z.object({ deleteAt: z.iso.datetime(), before: z.enum(["active", "suspended"]) }),
).unpublished();
export const tenantDeletionCancelled = defineEvent("platform.tenant.deletion_cancelled", "tenant", () =>
  z.object({}),
).unpublished();

/** In the platform's log: the grace period is over. From here on there is no way back. */
export const tenantErasureBegun = defineEvent("platform.tenant.erasure_begun", "tenant", () =>
  z.object({}),
).unpublished();
/** In the platform's log: a part was deleted, or it is time to look whether anything is left. */
export const tenantErasureContinued = defineEvent("platform.tenant.erasure_continued", "tenant", () =>
  z.object({}),
).unpublished();
/** In the platform's log: nothing is left of a tenant, and its names are free. */
export const tenantDeleted = defineEvent("platform.tenant.deleted", "tenant", () =>
  z.object({}),
).unpublished();

/** All events that change a tenant's record. */
export const recordEvents = [
  tenantCreated,
  tenantUpdated,
  tenantDeletionRequested,
  tenantDeletionCancelled,
  tenantErasureBegun,
  tenantErasureContinued,
  tenantDeleted,
];

/** In the tenant's own log, which is authoritative. */
export const tenantSuspended = defineEvent("platform.tenant.suspended", "settings", () =>
  z.object({}),
).published();
export const tenantResumed = defineEvent("platform.tenant.resumed", "settings", () =>
  z.object({}),
).published();

/**
 * Since version 2, also what unpaid orders may hold; since version 3, also who can register, and what mails say; since
 * version 4, also how taxes are calculated; since version 5, also who may write comments; since version 6, also where the storefront shows what; since
 * version 7, also what crawlers are told.
 */
export const settingsUpdated = defineEvent("platform.settings.updated", "settings", () =>
  firstSettings.omit({ status: true, disabledModules: true }).partial(),
)
  .next(
    () => secondSettings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .next(
    () => thirdSettings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .next(
    () => fourthSettings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .next(
    () => fifthSettings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .next(
    () => sixthSettings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .next(
    () => settings.omit({ status: true, disabledModules: true }).partial(),
    (data) => data,
  )
  .published(
    "name",
    "defaultCurrency",
    "currencies",
    "defaultLocale",
    "locales",
    "pricesIncludeTax",
    "taxRates",
    "corsOrigins",
    "lowStockThreshold",
    "cardOrderExpiryMinutes",
    "manualOrderExpiryMinutes",
    "maxUnpaidUnitsPerVariant",
    "registrationEnabled",
    "taxShipping",
    "homeCountry",
    "priceStays",
    "comments",
    "urlPatterns",
    "robots",
  );

const locale = z.object({ locale: storedLocale });
export const localeEnabled = defineEvent("platform.locale.enabled", "settings", locale).published("locale");
export const localeDisabled = defineEvent("platform.locale.disabled", "settings", locale).published("locale");

const module = z.object({ module: z.string() });
export const moduleEnabled = defineEvent("platform.module.enabled", "settings", module).published("module");
export const moduleDisabled = defineEvent("platform.module.disabled", "settings", module).published("module");

/** All events that change the tenant's settings. */
export const settingsEvents = [
  tenantSuspended,
  tenantResumed,
  settingsUpdated,
  localeEnabled,
  localeDisabled,
  moduleEnabled,
  moduleDisabled,
];
