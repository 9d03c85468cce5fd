import { z } from "zod";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { readStocks } from "../../inventory/index.ts";
import { loadDecisionContext, readImported, readProductState, writeImported } from "../../products/index.ts";
import { settingsOf } from "../../tenants/index.ts";
import { fileProduct } from "../shopify/schema.ts";
import { findProduct } from "./product/identity.ts";
import { productNamesIn } from "./product/names.ts";
import { decideImportExisting, decideImportNew } from "./product/rules.ts";
import { duplicateSkus, type ImportOutcome, importedProduct } from "./schema.ts";

/** Imports one product of a file, identified by the handle that the file has for it. */
export const importProduct = defineCommand({
  name: "catalogue.importProduct",
  access: "products:import",
  internal: true,
  input: z.object({ product: fileProduct, duplicateSkus, dryRun: z.boolean() }),
  output: importedProduct,
  load(database, { product: { handle, variants } }, context) {
    const { defaultLocale, defaultCurrency, locales } = settingsOf(database, context.tenantId);
    const decisionContext = loadDecisionContext(
      database,
      context,
      variants.map(({ sku }) => sku),
    );
    const id = findProduct(handle, productNamesIn(database, decisionContext.handles), defaultLocale, locales);
    const current = id.ok && id.value !== null ? readProductState(database, id.value) : undefined;
    const variantIds = (current?.variants ?? []).map((variant) => variant.id);
    return {
      id,
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
  decide({ id: found, current, decisionContext: loaded }, { product, duplicateSkus, dryRun }, context) {
    if (!found.ok) return found;
    const decisionContext = { ...loaded, duplicateSkus };
    const id = current?.id ?? context.newId(catalogueIds.product);
    const decided =
      current === undefined
        ? decideImportNew(id, product, decisionContext, context)
        : decideImportExisting(current, product, decisionContext, context);
    if (!decided.ok) return decided;
    const { events, imported, clearedSkus } = decided.value;
    const outcome: ImportOutcome =
      current === undefined ? "created" : events.length > 0 ? "updated" : "unchanged";
    const answer = () => ({ outcome, clearedSkus: [...clearedSkus] });
    if (dryRun) return ok({ events: [], answer });
    return ok({
      events,
      writeState: (database) => writeImported(database, id, decisionContext.imported, imported),
      answer,
    });
  },
});
