import { type Envelope, pictureIn } from "../../../kernel/event.ts";
import { localeChain } from "../../../kernel/locale.ts";
import type { View } from "../../../kernel/module.ts";
import type { Statement } from "../../../kernel/storage.ts";
import { upsertNewer } from "../../../projection/statements.ts";
import {
  localeDisabled,
  localeEnabled,
  settingsEvents,
  settingsShape,
  settingsUpdated,
} from "../../tenants/index.ts";
import { refreshOffers, refreshTitles } from "./refresh.ts";
import { catalogueCurrencies, catalogueLocales } from "./tables.ts";

/** What the catalogue must know of the tenant's settings: languages to sort titles in, currencies to sort prices in. */
export const catalogueSettingsView: View = {
  name: "catalogue-settings",
  consumes: settingsEvents.map(({ type }) => type),
  project(run, tenantId) {
    const last = run.findLast((event) => pictureIn(event) !== undefined);
    const settings = settingsShape.safeParse(last === undefined ? null : pictureIn(last));
    if (last === undefined || !settings.success) return [];
    const { version } = last.aggregate;
    const { locales, currencies, defaultLocale } = settings.data;
    const locale = locales.map((one) => ({
      tenantId,
      locale: one,
      version,
      chain: JSON.stringify(localeChain([one], defaultLocale)),
    }));
    const currency = currencies.map((one) => ({ tenantId, currency: one, version }));
    return [
      ...upsertNewer(catalogueLocales, locale),
      ...upsertNewer(catalogueCurrencies, currency),
      keepNewest("catalogue_locales", tenantId),
      keepNewest("catalogue_currencies", tenantId),
      // Few tenants change these, and seldom; then every product gets its rows.
      ...(run.some(changesLanguages) ? refreshTitles(tenantId, null) : []),
      ...(run.some(changesCurrencies) ? refreshOffers(tenantId, null) : []),
    ];
  },
};

function changesLanguages({ type, data }: Envelope): boolean {
  if (type === localeEnabled.type || type === localeDisabled.type) return true;
  const change = settingsUpdated.schema.safeParse(data);
  return type === settingsUpdated.type && (change.data?.locales ?? change.data?.defaultLocale) !== undefined;
}

function changesCurrencies({ type, data }: Envelope): boolean {
  return (
    type === settingsUpdated.type && settingsUpdated.schema.safeParse(data).data?.currencies !== undefined
  );
}

/** The newest version is the whole list: rows of an older one were switched off, or came late. */
function keepNewest(table: string, tenantId: string): Statement {
  return {
    sql: `DELETE FROM ${table} WHERE tenant_id = ?1 AND version < (SELECT max(version) FROM ${table} WHERE tenant_id = ?1)`,
    params: [tenantId],
  };
}
