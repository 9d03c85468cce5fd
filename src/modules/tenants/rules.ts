import { type PointedError, refusal, refusalAt } from "../../kernel/api/problem.ts";
import { equal, sentFields } from "../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { ModuleFacts } from "../../kernel/write/command.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import {
  localeDisabled,
  localeEnabled,
  moduleDisabled,
  moduleEnabled,
  settingsUpdated,
  tenantResumed,
  tenantSuspended,
} from "./events.ts";
import {
  accountDefaults,
  commentingDefaults,
  crawlingDefaults,
  type Settings,
  type SettingsPatch,
  taxationDefaults,
  unpaidOrderDefaults,
} from "./schema.ts";
import { urlPatternDefaults, withPatterns } from "./settings/url-patterns.ts";

/** The settings of a new tenant. */
export function initialSettings(
  request: Pick<Settings, "name" | "defaultCurrency" | "defaultLocale"> & {
    readonly currencies?: Settings["currencies"] | undefined;
    readonly locales?: Settings["locales"] | undefined;
  },
): Result<Settings> {
  const settings: Settings = {
    name: request.name,
    status: "active",
    defaultCurrency: request.defaultCurrency,
    currencies: request.currencies ?? [request.defaultCurrency],
    defaultLocale: request.defaultLocale,
    locales: request.locales ?? [request.defaultLocale],
    pricesIncludeTax: false,
    taxRates: [],
    corsOrigins: [],
    lowStockThreshold: 5,
    ...unpaidOrderDefaults,
    ...accountDefaults,
    ...taxationDefaults,
    ...commentingDefaults,
    urlPatterns: urlPatternDefaults,
    ...crawlingDefaults,
    disabledModules: [],
  };
  return consistent(settings);
}

/** The events of a change of settings; none if nothing differs. */
export function decideSettings(
  id: string,
  current: Settings,
  patch: SettingsPatch,
): Result<readonly NewEvent[]> {
  const { urlPatterns, ...sent } = sentFields(patch);
  const wanted = {
    ...sent,
    ...(urlPatterns === undefined ? {} : { urlPatterns: withPatterns(current.urlPatterns, urlPatterns) }),
  };
  const next = consistent({ ...current, ...wanted });
  if (!next.ok) return next;
  const { locales, ...others } = wanted;
  const changed = Object.fromEntries(
    Object.entries(others).filter(([key, value]) => !equal(value, current[key as keyof Settings])),
  );
  const wantedLocales = locales ?? current.locales;
  const added = wantedLocales.filter((locale) => !current.locales.includes(locale));
  // Newly enabled locales are appended and disabled ones dropped. Any other order is stored explicitly.
  const resulting = [...current.locales.filter((locale) => wantedLocales.includes(locale)), ...added];
  return ok([
    ...added.map((locale) => localeEnabled.of(id, { locale })),
    ...(Object.keys(changed).length > 0 ? [settingsUpdated.of(id, changed)] : []),
    ...current.locales
      .filter((locale) => !wantedLocales.includes(locale))
      .map((locale) => localeDisabled.of(id, { locale })),
    ...(!equal(wantedLocales, resulting) ? [settingsUpdated.of(id, { locales: wantedLocales })] : []),
  ]);
}

/** Suspends or resumes; no event if the status does not differ. */
export function decideStatus(id: string, current: Settings, status: Settings["status"]): readonly NewEvent[] {
  if (current.status === status) return [];
  return [status === "suspended" ? tenantSuspended.of(id, {}) : tenantResumed.of(id, {})];
}

/** Enables a module. All its dependencies must be enabled. */
export function decideEnable(
  id: string,
  current: Settings,
  slug: string,
  modules: readonly ModuleFacts[],
): Result<readonly NewEvent[]> {
  const module = modules.find(({ name }) => name === slug);
  if (module === undefined) return refused(noSuchModule);
  if (!current.disabledModules.includes(slug)) return ok([]);
  const missing = module.requires.filter((name) => current.disabledModules.includes(name));
  if (missing.length > 0)
    return refused(inTheWay(`${slug} depends on modules that are not enabled.`, missing));
  return ok([moduleEnabled.of(id, { module: slug })]);
}

/** Disables a module. No enabled module may depend on it. */
export function decideDisable(
  id: string,
  current: Settings,
  slug: string,
  modules: readonly ModuleFacts[],
): Result<readonly NewEvent[]> {
  const module = modules.find(({ name }) => name === slug);
  if (module === undefined) return refused(noSuchModule);
  if (!module.optional) return refused(inTheWay(`${slug} cannot be disabled.`, [slug]));
  if (current.disabledModules.includes(slug)) return ok([]);
  const dependents = modules
    .filter(({ name, requires }) => requires.includes(slug) && !current.disabledModules.includes(name))
    .map(({ name }) => name);
  if (dependents.length > 0) return refused(inTheWay(`Enabled modules depend on ${slug}.`, dependents));
  return ok([moduleDisabled.of(id, { module: slug })]);
}

const noSuchModule = refusal("not-found", "There is no such module.");

function inTheWay(detail: string, names: readonly string[]) {
  const errors = names.map(
    (name): PointedError => ({ pointer: `/modules/${name}`, code: "in-the-way", detail: name }),
  );
  return refusal("module-dependencies", detail, errors);
}

function consistent(settings: Settings): Result<Settings> {
  if (!settings.currencies.includes(settings.defaultCurrency)) {
    return refused(
      refusalAt("invalid-settings", "/defaultCurrency", "must be one of the enabled currencies"),
    );
  }
  if (!settings.locales.includes(settings.defaultLocale)) {
    return refused(refusalAt("invalid-settings", "/defaultLocale", "must be one of the enabled locales"));
  }
  return ok(settings);
}
