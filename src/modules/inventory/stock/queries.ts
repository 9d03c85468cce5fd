import * as z from "zod";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { catalogueIds } from "../../catalogue/ids.ts";
import { locationsOf } from "../conditions.ts";
import { loadStockLocations } from "../locations/store.ts";
import { countMovements, listMovements } from "../movements/store.ts";
import { inventoryResponse } from "./presentation.ts";
import { movement, stockResponse } from "./schema.ts";
import { noSuchVariant, type StockedVariants } from "./variants.ts";

/** Reads a variant's current stock. */
export const readInventory = (variants: StockedVariants) =>
  defineObjectQuery({
    name: "inventory.readInventory",
    access: "inventory:read",
    isLimited: true,
    input: z.object({ id: opaqueId }),
    output: stockResponse,
    run(database, { id }, { tenantId, extent }) {
      const variant = variants.policyOf(database, canonicalId(catalogueIds.variant, id));
      if (variant === undefined) return refused(noSuchVariant);
      return ok(inventoryResponse(database, variant, loadStockLocations(database, tenantId), { extent }));
    },
  });

/** Lists a variant's stock movements, newest first. */
export const readMovements = (variants: StockedVariants) =>
  defineObjectQuery({
    name: "inventory.readMovements",
    access: "inventory:read",
    isLimited: true,
    input: pageRequest.extend({ id: opaqueId }),
    output: pageOutput(movement),
    run(database, { id, limit, after, count }, { extent }) {
      const variant = variants.policyOf(database, canonicalId(catalogueIds.variant, id));
      if (variant === undefined) return refused(noSuchVariant);
      const locations = locationsOf(extent);
      const before = after === null ? null : { seq: Number(after[0]), locationId: String(after[1]) };
      const page = pageOf(
        listMovements(database, { variantId: variant.id, locations }, before, limit + 1),
        limit,
        ({ seq, locationId }) => [seq, locationId],
        ({ variantId: _, seq: __, ...movement }) => movement,
      );
      return ok({
        ...page,
        totalCount: count ? countMovements(database, { variantId: variant.id, locations }) : undefined,
      });
    },
  });
