import { productLimits } from "../../../products/index.ts";
import type { ReadProduct } from "../../shopify/read-product.ts";
import type { FileProduct, FileVariant } from "../../shopify/schema.ts";

/** Whether a product can do without what a pointer leads to. */
export function isRemovable(pointer: string): boolean {
  return removable.test(pointer);
}

const removable =
  /^\/(?:vendor|type|seo(?:\/.*)?|tags(?:\/.*)?|images(?:\/.*)?|variants\/\d+\/(?:barcode|gtin|weight|image|stocked|exportedStocked|compareAtAmount))$/;

/** Removes the parts of a product that the pointers lead to. Of a list that is too long, the first items stay. */
export function without(read: ReadProduct, pointers: readonly string[]): ReadProduct {
  const paths = pointers.map((pointer) => pointer.split("/").slice(1));
  const { product } = read;
  const fields = new Set(paths.map(([part]) => part));
  const tagsOut = indexesIn(paths, "tags");
  const imagesOut = indexesIn(
    paths.filter(([, , field]) => field !== "alt"),
    "images",
  );
  const altsOut = indexesIn(
    paths.filter(([, , field]) => field === "alt"),
    "images",
  );
  const variantsOut = fieldsByVariant(paths);
  const seoOut = paths.filter(([part]) => part === "seo").map(([, field]) => field);
  const staysImage = (_: unknown, index: number) =>
    !imagesOut.has(index) && index < productLimits.images.value;
  return {
    ...read,
    imageLines: read.imageLines.filter(staysImage),
    product: {
      ...product,
      vendor: fields.has("vendor") ? undefined : product.vendor,
      type: fields.has("type") ? undefined : product.type,
      tags: product.tags?.filter((_, index) => !tagsOut.has(index) && index < productLimits.tags.value),
      images: product.images
        ?.map((image, index) => (altsOut.has(index) ? { ...image, alt: null } : image))
        .filter(staysImage),
      seo: seoWithout(product.seo, seoOut),
      variants: product.variants.map((variant, index) => variantWithout(variant, variantsOut.get(index))),
    },
  };
}

function indexesIn(paths: readonly (readonly string[])[], list: string): ReadonlySet<number> {
  return new Set(
    paths.flatMap(([part, index]) => (part === list && index !== undefined ? [Number(index)] : [])),
  );
}

function seoWithout(seo: FileProduct["seo"], fields: readonly (string | undefined)[]): FileProduct["seo"] {
  if (seo === undefined || seo === null) return seo;
  const kept = Object.entries(seo).filter(([field]) => !fields.includes(field));
  // Without its only text, the cell says nothing.
  return kept.length === 0 && fields.length > 0 ? undefined : Object.fromEntries(kept);
}

function fieldsByVariant(paths: readonly (readonly string[])[]): ReadonlyMap<number, readonly string[]> {
  const fields = new Map<number, string[]>();
  for (const [part, index, field] of paths) {
    if (part !== "variants" || field === undefined) continue;
    fields.set(Number(index), [...(fields.get(Number(index)) ?? []), field]);
  }
  return fields;
}

function variantWithout(variant: FileVariant, fields: readonly string[] | undefined): FileVariant {
  if (fields === undefined) return variant;
  const kept = Object.entries(variant).filter(([field]) => !fields.includes(field));
  // Only optional fields can be removed.
  return Object.fromEntries(kept) as FileVariant;
}
