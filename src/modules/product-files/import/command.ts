import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { readStocks } from "../../inventory/index.ts";
import { loadDecisionContext, readImported, readProductState, writeImported } from "../../products/index.ts";
import { settingsOf } from "../../tenants/index.ts";
import { idNamedBy } from "../shopify/nameless.ts";
import { fileProduct } from "../shopify/schema.ts";
import { decideImportExisting, decideImportNew } from "./rules.ts";
import { type ImportOutcome, importOutcome } from "./schema.ts";

/** Imports one product of a file, identified by its handle in the tenant's default locale. */
export const importProduct = defineCommand({
  name: "catalogue.importProduct",
  access: "products:import",
  internal: true,
  input: fileProduct,
  output: importOutcome,
  load(database, { handle, variants }, context) {
    const { defaultLocale, defaultCurrency } = settingsOf(database, context.tenantId);
    const decisionContext = loadDecisionContext(
      database,
      context,
      variants.map(({ sku }) => sku),
    );
    const id = decisionContext.handles.ownerOf(defaultLocale, handle) ?? idNamedBy(handle);
    const current = id === null ? undefined : readProductState(database, id);
    const variantIds = (current?.variants ?? []).map((variant) => variant.id);
    return {
      current,
      decisionContext: {
        ...decisionContext,
        defaultLocale,
        defaultCurrency,
        stocks: readStocks(database, variantIds),
        imported: current === undefined ? {} : readImported(database, current.id),
      },
    };
  },
  decide({ current, decisionContext }, file, context) {
    const id = current?.id ?? context.newId(catalogueIds.product);
    const decided =
      current === undefined
        ? decideImportNew(id, file, decisionContext, context)
        : decideImportExisting(current, file, decisionContext, context);
    if (!decided.ok) return decided;
    const { events, imported } = decided.value;
    const outcome: ImportOutcome =
      current === undefined ? "created" : events.length > 0 ? "updated" : "unchanged";
    return ok({
      events,
      writeState: (database) => writeImported(database, id, decisionContext.imported, imported),
      answer: () => outcome,
    });
  },
});
