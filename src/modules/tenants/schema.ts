import * as z from "zod";
import { originSchema } from "../../kernel/access/origin.ts";
import { isHost, normalName, slugPattern } from "../../kernel/access/tenant-name.ts";
import { emailSchema } from "../../kernel/text/email.ts";
import { asciiHost } from "../../kernel/text/host.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { idSchema, platformIds } from "../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../kernel/values/locale.ts";
import { currencySchema } from "../../kernel/values/money.ts";
import { defineState } from "../../kernel/write/state.ts";
import { structuredData } from "../structured-data/index.ts";
import {
  accountDefaults,
  accountsAndMail,
  commenting,
  commentingDefaults,
  crawling,
  crawlingDefaults,
  taxation,
  taxationDefaults,
  unpaidOrderDefaults,
  unpaidOrders,
} from "./settings/schema.ts";
import { storefrontUrls, urlPatternDefaults, urlPatternsInput } from "./settings/url-patterns.ts";

export {
  accountDefaults,
  commentingDefaults,
  crawlingDefaults,
  taxationDefaults,
  unpaidOrderDefaults,
} from "./settings/schema.ts";

export const slugSchema = z
  .string()
  .max(100)
  .transform(normalName)
  .refine((slug) => slugPattern.test(slug), "must be at most 63 characters of a-z, 0-9 and inner hyphens")
  .refine((slug) => !isReserved(slug), "is reserved");

/** A host name in input. One in Unicode is taken in its ASCII form. */
export const hostSchema = z
  .string()
  .max(300)
  .transform((text) => asciiHost(normalName(text)))
  .refine(isHost, "must be a host name");

export const regions = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;
export const regionSchema = z.enum(regions);

const name = z.string().trim().min(1).max(200);
const unique = (items: readonly unknown[]) => new Set(items).size === items.length;
const domains = z.array(hostSchema).max(20).refine(unique, "must not contain duplicates");
const currencies = z.array(currencySchema).min(1).max(50).refine(unique, "must not contain duplicates");
const locales = z.array(localeSchema).min(1).max(50).refine(unique, "must not contain duplicates");
const taxRateInput = z.strictObject({ country: countrySchema, rate: z.int().min(0).max(10_000) });
const taxRates = z
  .array(taxRateInput)
  .max(300)
  .refine((rates) => unique(rates.map((rate) => rate.country)), "must not contain a country twice")
  .describe(
    "Each is a tax zone of its country with a rate for the category `standard`. One that was changed as a tax zone no longer follows.",
  );
/** Lines of printable text. */
const robotsInput = z
  .string()
  .max(4_000)
  .regex(/^[\t\n\r\x20-\x7e\u00a0-\uffff]*$/, "must be lines of text")
  .nullable()
  .describe(crawling.shape.robots.description ?? "");
const corsOrigins = z.array(originSchema).max(50).refine(unique, "must not contain duplicates");

export const tenantInput = z.strictObject({
  slug: slugSchema,
  name,
  defaultCurrency: currencySchema,
  defaultLocale: localeSchema,
  currencies: currencies.optional(),
  locales: locales.optional(),
  domains: domains.optional(),
  region: regionSchema.optional(),
});

export const tenantPatch = z
  .strictObject({
    name: name.optional(),
    domains: domains.optional(),
    status: z.enum(["active", "suspended"]).optional(),
  })
  .refine(({ domains, status }) => domains === undefined || status === undefined, {
    message: "change domains and status in two requests",
    path: ["domains"],
  });

/** Fields common to all versions of a tenant's record. */
export const commonRecord = z.object({
  id: idSchema(platformIds.tenant),
  slug: z.string(),
  status: z.enum(["provisioning", "active", "suspended"]),
  domains: z.array(z.string()),
  region: regionSchema.nullable(),
  shard: z.int(),
  createdAt: z.iso.datetime(),
});

/** Version 2 of a tenant's record. */
const secondRecord = commonRecord.extend({
  /** The current epoch of the tenant's object. */
  epoch: z.int().positive(),
  /** The highest numbers assigned in earlier epochs, by sequence. */
  floors: z.record(z.string(), z.int().min(0)),
});

/**
 * `deleting`: it has stopped, and can still be kept. `erasing`: what is stored of it is being deleted. `deleted`: nothing is
 * left but this record.
 */
export const recordStatus = z.enum(["provisioning", "active", "suspended", "deleting", "erasing", "deleted"]);

const deletion = z.object({
  requestedAt: z.iso.datetime(),
  deleteAt: z.iso.datetime(),
  /** What it was before. */
  before: z.enum(["active", "suspended"]),
  /** When its data began to be deleted. */
  erasedAt: z.iso.datetime().nullable(),
  /** When nothing was left, and the slug that it had until then. */
  deletedAt: z.iso.datetime().nullable(),
  formerSlug: z.string().nullable(),
});
export type Deletion = z.infer<typeof deletion>;

/** A tenant's record in the platform's object. The slug of a deleted tenant is its id, which is no slug of any other. */
export const tenantRecord = secondRecord.extend({
  status: recordStatus,
  /** Null unless it is deleted or about to be. */
  deletion: deletion.nullable(),
});
export type TenantRecord = z.infer<typeof tenantRecord>;

/** A tenant's record with its version. */
export const versionedRecord = tenantRecord.extend({ version: z.int() });
export type VersionedRecord = z.infer<typeof versionedRecord>;
/** Restore fields are optional in version 1. If they are absent, the tenant was never restored. */
export const tenantState = defineState("tenant", () => secondRecord.partial({ epoch: true, floors: true }))
  .next(secondRecord, ({ epoch = 1, floors = {}, ...record }) => ({ ...record, epoch, floors }))
  .next(tenantRecord, (second) => ({ ...second, deletion: null }));

const taxRate = z.object({ country: z.string(), rate: z.int() });

/** Version 1 of a tenant's settings. */
export const firstSettings = z.object({
  name: z.string(),
  status: z.enum(["active", "suspended"]),
  defaultCurrency: currencySchema,
  currencies: z.array(currencySchema),
  defaultLocale: storedLocale,
  locales: z.array(storedLocale),
  pricesIncludeTax: z.boolean(),
  taxRates: z.array(taxRate),
  corsOrigins: z.array(z.string()),
  lowStockThreshold: z.int(),
  disabledModules: z.array(z.string()),
});

/** Version 2 of a tenant's settings. */
export const secondSettings = firstSettings.extend(unpaidOrders.shape);

/** Version 3 of a tenant's settings. */
export const thirdSettings = secondSettings.extend(accountsAndMail.shape);

/** Version 4 of a tenant's settings. */
export const fourthSettings = thirdSettings.extend(taxation.shape);

/** Version 5 of a tenant's settings. */
export const fifthSettings = fourthSettings.extend(commenting.shape);

/** Version 6 of a tenant's settings. */
export const sixthSettings = fifthSettings.extend(storefrontUrls.shape);

/** A tenant's settings in its own object. */
export const settings = sixthSettings.extend(crawling.shape);
export const settingsState = defineState("settings", firstSettings)
  .next(secondSettings, (older) => ({ ...older, ...unpaidOrderDefaults }))
  .next(thirdSettings, (older) => ({ ...older, ...accountDefaults }))
  .next(fourthSettings, (older) => ({ ...older, ...taxationDefaults }))
  .next(fifthSettings, (older) => ({ ...older, ...commentingDefaults }))
  .next(sixthSettings, (older) => ({ ...older, urlPatterns: urlPatternDefaults }))
  .next(settings, (older) => ({ ...older, ...crawlingDefaults }));
export type Settings = z.infer<typeof settings>;

export const settingsPatch = z
  .object({
    name,
    defaultCurrency: currencySchema,
    currencies,
    defaultLocale: localeSchema,
    locales,
    pricesIncludeTax: z.boolean(),
    taxRates,
    corsOrigins,
    lowStockThreshold: z.int().min(0).max(1_000_000),
    ...unpaidOrders.shape,
    registrationEnabled: accountsAndMail.shape.registrationEnabled,
    adminOrigin: originSchema.nullable().describe(accountsAndMail.shape.adminOrigin.description ?? ""),
    replyTo: emailSchema.nullable().describe(accountsAndMail.shape.replyTo.description ?? ""),
    ...taxation.shape,
    ...commenting.shape,
    urlPatterns: urlPatternsInput,
    robots: robotsInput,
    homeCountry: countrySchema.nullable().describe(taxation.shape.homeCountry.description ?? ""),
  })
  .partial()
  .strict();
export type SettingsPatch = z.infer<typeof settingsPatch>;

/** The wire shape of `/v1/admin/settings`. */
export const settingsResponse = settings
  .omit({ status: true, disabledModules: true })
  .extend({ version: z.int() });

/** The wire shape of a tenant for platform staff. */
export const tenantResponse = commonRecord.omit({ shard: true }).extend({
  status: z
    .enum(["provisioning", "active", "suspended", "deleting"])
    .describe("A tenant that is `suspended` or `deleting` accepts no requests."),
  deleteAt: z.iso
    .datetime()
    .nullable()
    .describe("When a tenant that is `deleting` is deleted. Until then, its deletion can be cancelled."),
  name: z.string(),
  defaultCurrency: z.string(),
  currencies: z.array(z.string()),
  defaultLocale: z.string(),
  locales: z.array(z.string()),
  modules: z.array(z.string()),
  version: z.int(),
});
export type TenantResponse = z.infer<typeof tenantResponse>;

export const createdTenant = tenantResponse.extend({ apiKey: z.string() });

export const moduleResponse = z.object({
  slug: z.string(),
  enabled: z.boolean(),
  optional: z.boolean(),
  requires: z.array(z.string()),
});
export type ShownModule = z.infer<typeof moduleResponse>;

export const storeShape = z.object({
  name: z.string(),
  defaultLocale: z.string(),
  locales: z.array(z.string()),
  defaultCurrency: z.string(),
  currencies: z.array(z.string()),
  structuredData: structuredData.optional(),
});

/** A time to restore a tenant to. */
export const restoreInput = z.strictObject({ at: z.iso.datetime({ offset: true }) });

/** What a restore did. */
export const restoreResponse = z.object({
  epoch: z.int(),
  /** False if the platform has no history of objects. The data must then be restored by hand. */
  restored: z.boolean(),
});

/** The names of these shapes in the API. */
export const tenantSchemas = {
  Tenant: tenantResponse,
  CreatedTenant: createdTenant,
  TenantInput: tenantInput,
  TenantPatch: tenantPatch,
  RestoreInput: restoreInput,
  Restore: restoreResponse,
  Settings: settingsResponse,
  SettingsPatch: settingsPatch,
  CommentWriters: commenting.shape.comments,
  UrlPatterns: storefrontUrls.shape.urlPatterns,
  UrlPatternsPatch: urlPatternsInput,
  TaxRate: taxRate,
  TaxRateInput: taxRateInput,
  Module: moduleResponse,
  Store: storeShape,
};

const reserved = new Set(
  `api admin www app cdn assets static health metrics docs openapi mail auth login logout register signup signin dev test
  staging prod production localhost db database cache root system internal private public platform ops store shop graphql
  mcp problems`.split(/\s+/),
);

/** Whether a slug would collide with one of the platform's own names. */
function isReserved(slug: string): boolean {
  return reserved.has(slug);
}
