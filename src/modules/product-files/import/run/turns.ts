import type { ReadProduct } from "../../shopify/read-product.ts";

/** The longest time that reading a file may keep other requests waiting. */
const longestMs = 10;
/*
 * Measured costs of the slowest files: only commas, records that differ in their number of cells, products of one cell,
 * and descriptions that are all tags. They can't be measured while they arise, because Workers freezes the clock while
 * code runs.
 */
const msPerKibibyte = 0.5;
const msPerRecord = 0.02;
const msPerProduct = 0.03;
const msPerVariant = 0.03;
const msPerKibibyteOfHtml = 0.6;

/** Splits the reading of a file into turns, between which other requests run. */
export function openTurns(pause: () => Promise<void>) {
  let ms = 0;
  const spend = async (more: number): Promise<void> => {
    // What starts a turn may exceed it.
    if (ms > 0 && ms + more > longestMs) {
      ms = 0;
      await pause();
    }
    ms += more;
  };
  return {
    /** After a part of the file is parsed. */
    parsed: (bytes: number, records: number) => spend((bytes / 1024) * msPerKibibyte + records * msPerRecord),
    /** Before a product is validated. */
    check({ product, variantLines }: ReadProduct): Promise<void> {
      const kibibytes = (product.description?.length ?? 0) / 1024;
      return spend(msPerProduct + variantLines.length * msPerVariant + kibibytes * msPerKibibyteOfHtml);
    },
  };
}
