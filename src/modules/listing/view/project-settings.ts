import type { View } from "../../../kernel/read/view.ts";
import type { Statement } from "../../../kernel/storage/storage.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { keepNewest, upsertNewer } from "../../../projection/statements.ts";
import { settingsEvents, settingsState, settingsTag } from "../../tenants/index.ts";
import { fillMissing } from "./refresh.ts";
import { serveTexts } from "./search/served-texts.ts";
import { catalogueCurrencies, catalogueLocales } from "./tables.ts";

/** The tenant's settings that product lists need: locales to sort titles in, currencies to sort prices in. */
export const catalogueSettingsView: View = {
  name: "catalogue-settings",
  consumes: settingsEvents.map(({ type }) => type),
  tables: [catalogueLocales, catalogueCurrencies],
  cacheTags: () => [settingsTag],
  project(run, tenantId) {
    const newest = newestStates(settingsState, run).alive.at(-1);
    if (newest === undefined) return [];
    const { version, state } = newest;
    const { locales, currencies } = state;
    const locale = locales.map((one) => ({
      tenantId,
      locale: one,
      version,
      chain: JSON.stringify(servedLocales([one], state)),
    }));
    const currency = currencies.map((one) => ({ tenantId, currency: one, version }));
    return [
      dropRows("product_titles", "locale", "catalogue_locales", tenantId, locale, version),
      dropRows("product_prices", "currency", "catalogue_currencies", tenantId, currency, version),
      ...upsertNewer(catalogueLocales, locale),
      ...upsertNewer(catalogueCurrencies, currency),
      keepNewest(catalogueLocales, tenantId),
      keepNewest(catalogueCurrencies, tenantId),
      // Rewrites rows of every product. Tenants rarely change locales or currencies.
      ...fillMissing(tenantId),
      ...serveTexts(tenantId),
    ];
  },
};

/** Deletes derived rows of removed locales and currencies, and of locales whose fallback chain changed. */
function dropRows(
  derived: string,
  key: "locale" | "currency",
  table: string,
  tenantId: string,
  wanted: readonly object[],
  version: number,
): Statement {
  const sameChain = key === "locale" ? "AND json_extract(requested.value, '$.chain') = old.chain" : "";
  return {
    sql: `DELETE FROM ${derived} WHERE tenant_id = ?1 AND ${key} IN (
  SELECT old.${key} FROM ${table} AS old WHERE old.tenant_id = ?1 AND old.version < ?3 AND NOT EXISTS (
    SELECT 1 FROM json_each(?2) AS requested WHERE json_extract(requested.value, '$.${key}') = old.${key} ${sameChain}))`,
    params: [tenantId, JSON.stringify(wanted), version],
  };
}
