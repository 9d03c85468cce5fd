import * as z from "zod";
import { byState, type ConditionalResource } from "../../kernel/access/conditional.ts";
import { type Attributes, type Extent, meets } from "../../kernel/access/extent.ts";
import { locationState } from "./locations/schema.ts";
import { stockOf } from "./rules.ts";
import type { Stock } from "./schema.ts";

/** A grant on inventory can be limited to locations. A variant's stock is at several, so each change is compared, not the stock. */
export const conditionalInventory: ConditionalResource = {
  resource: "inventory",
  attributes: { location: "The id of a location." },
  aggregates: {
    location: byState(locationState, ({ id }) => at(id)),
    inventory: {
      ofState: null,
      // What is reserved moves only with a change of both levels.
      ofEvent({ data }) {
        const level = atLocation.safeParse(data);
        return level.success ? at(level.data.locationId) : null;
      },
      among: null,
    },
  },
};

/** Whether an extent includes a location. */
export function isWithin(extent: Extent, locationId: string): boolean {
  return meets(at(locationId), extent);
}

/** A variant's stock at the locations of an extent. */
export function stockWithin(stock: Stock, extent: Extent): Stock {
  if (extent === "any") return stock;
  return stockOf(
    stock.variantId,
    stock.levels.filter(({ locationId }) => isWithin(extent, locationId)),
  );
}

/** The locations that an extent names. Null for any. */
export function locationsOf(extent: Extent): readonly string[] | null {
  return extent === "any" ? null : extent.flatMap(({ location = [] }) => location);
}

const atLocation = z.object({ locationId: z.string() });

function at(locationId: string): Attributes {
  return { location: [locationId] };
}
