import { defineCommand } from "../../../kernel/command.ts";
import { ok } from "../../../kernel/result.ts";
import { settingsOf } from "../../tenants/index.ts";
import { readProductPicture } from "../store.ts";
import { loadSurroundings } from "../surroundings.ts";
import { decideImportExisting, decideImportNew } from "./rules.ts";
import { type ImportOutcome, importedProduct } from "./schema.ts";

/** Takes in one product of a file, known by its handle in the tenant's default language. */
export const importProduct = defineCommand({
  name: "catalogue.importProduct",
  access: "products:import",
  input: importedProduct,
  load(database, { handle, variants }, context) {
    const { defaultLocale, defaultCurrency } = settingsOf(database, context.tenantId);
    const around = loadSurroundings(
      database,
      context,
      variants.map(({ sku }) => sku),
    );
    const id = around.handles.ownerOf(defaultLocale, handle);
    const current = id === undefined ? undefined : readProductPicture(database, id);
    return { current, around: { ...around, defaultLocale, defaultCurrency } };
  },
  decide({ current, around }, file, context) {
    const id = current?.id ?? context.newId("product");
    const events =
      current === undefined
        ? decideImportNew(id, file, around, context)
        : decideImportExisting(current, file, around, context);
    if (!events.ok) return events;
    const outcome: ImportOutcome =
      current === undefined ? "created" : events.value.length > 0 ? "updated" : "unchanged";
    return ok({ events: events.value, answer: () => outcome });
  },
});
