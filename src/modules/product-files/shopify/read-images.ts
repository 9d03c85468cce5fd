import type { Cells } from "./cells.ts";

/** An image, and the line that it is on. */
export interface PlacedImage {
  readonly url: string;
  readonly alt: string | null;
  readonly line: number;
}

/** Reads a product's images in the order of their positions. Undefined if the file has no column for them. */
export function readImages(rows: readonly Cells[]): readonly PlacedImage[] | undefined {
  if (rows.every((cells) => cells.text("Image Src") === undefined)) return undefined;
  const images = rows.flatMap((cells, index) => {
    const url = cells.text("Image Src");
    if (!url) return [];
    const position = cells.quantity("Image Position") ?? index;
    return [{ url: absolute(url), alt: cells.text("Image Alt Text") ?? null, position, line: cells.line }];
  });
  return images.toSorted((a, b) => a.position - b.position);
}

/** Reads the image of a variant. Undefined if the file has no column for it. */
export function readVariantImage(cells: Cells): string | null | undefined {
  const url = cells.text("Variant Image");
  return typeof url === "string" ? absolute(url) : url;
}

/** Shopify's own addresses are sometimes written without a scheme. */
function absolute(url: string): string {
  return url.startsWith("//") ? `https:${url}` : url;
}
