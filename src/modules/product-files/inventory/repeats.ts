import type { CountedRow } from "./schema.ts";

/** Finds variants that a file counts twice at one location. The counts may differ, so only the first is used. */
export function openRepeats() {
  const seenByVariant = new Map<string, bigint>();
  const bits = new Map<string, bigint>();
  return {
    /** Whether an earlier row has the same variant and location. */
    isRepeated({ sku, handle, options, locationId }: CountedRow): boolean {
      const variant = sku ?? JSON.stringify([handle, options.map(({ value }) => value)]);
      const bit = bits.get(locationId) ?? 1n << BigInt(bits.size);
      bits.set(locationId, bit);
      const seen = seenByVariant.get(variant) ?? 0n;
      seenByVariant.set(variant, seen | bit);
      return (seen & bit) !== 0n;
    },
  };
}
