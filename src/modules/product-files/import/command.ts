import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok, type Result } from "../../../kernel/values/result.ts";
import { type Context, type Decision, defineCommand } from "../../../kernel/write/command.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { readStocks } from "../../inventory/index.ts";
import { loadDecisionContext, readImported, readProductState, writeImported } from "../../products/index.ts";
import { settingsOf } from "../../tenants/index.ts";
import { fileProduct } from "../shopify/schema.ts";
import { findOlderImport, findProduct } from "./product/identity.ts";
import { productNamesIn } from "./product/names.ts";
import { decideImportExisting, decideImportNew } from "./product/rules.ts";
import { duplicateSkus, type ImportedProduct, type ImportOutcome, importedProduct } from "./schema.ts";

const importInput = z.object({ product: fileProduct, duplicateSkus, dryRun: z.boolean() });
type ImportInput = z.infer<typeof importInput>;

/** Imports one product of a file, identified by the handle that the file has for it. */
export const importProduct = defineCommand({
  name: "catalogue.importProduct",
  access: "products:import",
  internal: true,
  input: importInput,
  output: importedProduct,
  load: loadImport,
  decide(loaded, input, context) {
    const decided = decideImport(loaded, input, context);
    if (!decided.ok) return decided;
    const { answer, ...decision } = decided.value;
    return ok({ ...decision, answer: () => answer });
  },
});

/** Loads what the import of a product decides with. */
export function loadImport(
  database: TenantDatabase,
  { product }: Pick<ImportInput, "product">,
  context: Context,
) {
  const { defaultLocale, defaultCurrency, locales } = settingsOf(database, context.tenantId);
  const decisionContext = loadDecisionContext(
    database,
    context,
    product.variants.map(({ sku }) => sku),
  );
  const names = productNamesIn(database, decisionContext.handles);
  const read = (id: string) => readProductState(database, id);
  const id = findProduct(product.handle, names, defaultLocale, locales);
  const older = id.ok && id.value === null ? findOlderImport(product, names, defaultLocale, read) : null;
  const currentId = older ?? (id.ok ? id.value : null);
  const current = currentId === null ? undefined : read(currentId);
  const variantIds = (current?.variants ?? []).map((variant) => variant.id);
  return {
    id,
    current,
    decisionContext: {
      ...decisionContext,
      defaultLocale,
      defaultCurrency,
      externalHandle: older === null ? undefined : product.handle,
      stocks: readStocks(database, variantIds),
      imported: current === undefined ? {} : readImported(database, current.id),
    },
  };
}

/** What the import of a product changes, and what became of it. */
interface ImportedDecision extends Pick<Decision<unknown>, "events" | "writeState"> {
  readonly answer: ImportedProduct;
}

/** Decides the import of one product. */
export function decideImport(
  { id: found, current, decisionContext: loaded }: ReturnType<typeof loadImport>,
  { product, duplicateSkus, dryRun }: ImportInput,
  context: Context,
): Result<ImportedDecision> {
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
  const answer = { outcome, clearedSkus: [...clearedSkus] };
  if (dryRun) return ok({ events: [], answer });
  return ok({
    events,
    writeState: (database) => writeImported(database, id, decisionContext.imported, imported),
    answer,
  });
}
