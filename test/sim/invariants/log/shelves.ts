import { z } from "zod";
import { Broken } from "../../violation.ts";

/** An event as the log stores it. */
interface Row {
  readonly type: string;
  readonly correlation: string;
  readonly data: string;
}

/** What the log says about each shelf: a variant at a location. */
export interface ShelfWatch {
  /** Reads the next event. Breaks if more of a shelf was reserved than is on it. */
  readonly read: (row: Row) => void;
  /** All events of the latest command were read. */
  readonly done: () => void;
  /** Forgets everything, to read the log again from the start. */
  readonly reset: () => void;
}

const level = z.looseObject({
  variantId: z.string(),
  locationId: z.string(),
  new: z.int(),
  reserved: z.int(),
  reason: z.string(),
});
const reserved = z.looseObject({
  variantId: z.string(),
  lines: z.array(
    z.looseObject({ locationId: z.string(), reservedAfter: z.int(), backorderedAfter: z.int() }),
  ),
});
const place = z.object({ locationId: z.string(), reservedAfter: z.int() });
const moved = z.looseObject({ variantId: z.string(), from: place, to: place });

interface Shelf {
  readonly stocked: number;
  readonly reserved: number;
  readonly backordered: number;
}

const empty: Shelf = { stocked: 0, reserved: 0, backordered: 0 };

/** Stock that moves or leaves. Whoever counts stock may find less than is reserved. */
const notCounted: ReadonlySet<string> = new Set(["shipped", "transferred"]);

/** No command but a count may leave a shelf with more reserved, and not on backorder, than is on it. */
export function createShelfWatch(): ShelfWatch {
  const shelves = new Map<string, Shelf>();
  /** What the shelves that the current command touches lacked before it. */
  const lackedBefore = new Map<string, number>();
  const counted = new Set<string>();
  let current = "";

  const set = (variantId: string, locationId: string, change: Partial<Shelf>) => {
    const key = `${variantId} at ${locationId}`;
    const before = shelves.get(key) ?? empty;
    if (!lackedBefore.has(key)) lackedBefore.set(key, lacking(before));
    shelves.set(key, { ...before, ...change });
    return key;
  };
  const done = () => {
    for (const [key, before] of lackedBefore) {
      const shelf = shelves.get(key) ?? empty;
      if (!counted.has(key) && lacking(shelf) > before)
        throw new Broken("a shelf is not promised twice", `${key}: ${JSON.stringify(shelf)}`);
    }
    lackedBefore.clear();
    counted.clear();
  };

  return {
    read({ type, correlation, data }) {
      if (correlation !== current) done();
      current = correlation;
      switch (type) {
        case "inventory.level.updated": {
          const { variantId, locationId, new: stocked, reserved, reason } = level.parse(JSON.parse(data));
          const key = set(variantId, locationId, { stocked, reserved });
          if (!notCounted.has(reason)) counted.add(key);
          return;
        }
        case "inventory.reservation.created":
        case "inventory.reservation.released": {
          const { variantId, lines } = reserved.parse(JSON.parse(data));
          for (const { locationId, reservedAfter, backorderedAfter } of lines)
            set(variantId, locationId, { reserved: reservedAfter, backordered: backorderedAfter });
          return;
        }
        case "inventory.reservation.moved": {
          const { variantId, from, to } = moved.parse(JSON.parse(data));
          for (const { locationId, reservedAfter } of [from, to])
            set(variantId, locationId, { reserved: reservedAfter });
        }
      }
    },
    done,
    reset() {
      shelves.clear();
      lackedBefore.clear();
      counted.clear();
      current = "";
    },
  };
}

/** How much more is reserved, and not on backorder, than there is. */
function lacking({ stocked, reserved, backordered }: Shelf): number {
  return Math.max(0, reserved - backordered - stocked);
}
