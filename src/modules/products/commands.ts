import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { defineCommand } from "../../kernel/write/command.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { groupsHolding } from "../collections/index.ts";
import { readStocks } from "../inventory/index.ts";
import { loadDecisionContext, writtenProduct } from "./decision-context.ts";
import { checkProductSize } from "./limits/size-rules.ts";
import {
  decideCreate,
  decideDelete,
  decideMove,
  decideUpdate,
  type ProductMove,
  productMoves,
} from "./rules.ts";
import { productInput, productPatch } from "./schema.ts";
import { adminProduct } from "./shapes.ts";
import { readProductState } from "./store.ts";
import { forgetImported } from "./variants/imported-store.ts";

export const noSuchProduct = refusal("not-found", "There is no such product.");
const byId = z.object({ id: opaqueId });
const guards = ({ id }: { readonly id: string }) => ({
  type: "product",
  id: canonicalId(catalogueIds.product, id),
});

export const createProduct = defineCommand({
  name: "catalogue.createProduct",
  access: "products:create",
  isLimited: true,
  input: productInput,
  output: adminProduct,
  load: (database, { variants }, context) =>
    loadDecisionContext(
      database,
      context,
      variants.map(({ sku }) => sku),
    ),
  decide(decisionContext, input, context) {
    const id = context.newId(catalogueIds.product);
    const decided = decideCreate(id, input, decisionContext, context);
    if (!decided.ok) return decided;
    const events = checkProductSize(null, decided.value, input);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenProduct(database, context.tenantId, id) });
  },
});

export const updateProduct = defineCommand({
  name: "catalogue.updateProduct",
  access: "products:update",
  input: z.object({ id: opaqueId, patch: productPatch }),
  output: adminProduct,
  guards,
  target: guards,
  load: (database, { id }, context) => ({
    current: readProductState(database, canonicalId(catalogueIds.product, id)),
    decisionContext: loadDecisionContext(database, context, []),
  }),
  decide({ current, decisionContext }, { patch }, { tenantId }) {
    if (current === undefined) return refused(noSuchProduct);
    const decided = decideUpdate(current, patch, decisionContext);
    if (!decided.ok) return decided;
    const events = checkProductSize(current, decided.value, patch);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenProduct(database, tenantId, current.id) });
  },
});

/** `publish`, `unpublish`, `archive` and `restore`. */
export const moveCommands = (Object.keys(productMoves) as ProductMove[]).map((move) => ({
  move,
  command: defineCommand({
    name: `catalogue.${move}Product`,
    access: "products:update",
    input: byId,
    output: adminProduct,
    guards,
    target: guards,
    load: (database, { id }) => readProductState(database, canonicalId(catalogueIds.product, id)),
    decide(current, _, { tenantId }) {
      if (current === undefined) return refused(noSuchProduct);
      const events = decideMove(current, move);
      if (!events.ok) return events;
      return ok({
        events: events.value,
        answer: (database) => writtenProduct(database, tenantId, current.id),
      });
    },
  }),
}));

export const deleteProduct = defineCommand({
  name: "catalogue.deleteProduct",
  access: "products:delete",
  input: byId,
  output: nothing,
  guards,
  target: guards,
  load(database, { id }) {
    const current = readProductState(database, canonicalId(catalogueIds.product, id));
    const stocks = [
      ...readStocks(
        database,
        (current?.variants ?? []).map(({ id }) => id),
      ).values(),
    ];
    const groups = current === undefined ? [] : groupsHolding(database, current.id);
    return { current, stocks, groups };
  },
  decide({ current, stocks, groups }) {
    if (current === undefined) return refused(noSuchProduct);
    const events = decideDelete(current, stocks, groups);
    if (!events.ok) return events;
    return ok({
      events: events.value,
      writeState: (database) => forgetImported(database, current.id),
      answer: () => null,
    });
  },
});
