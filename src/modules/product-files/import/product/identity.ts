import { refusalAt } from "../../../../kernel/api/problem.ts";
import { freeHandle, handleFromTitle, handleSchema } from "../../../../kernel/values/handle.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import type { ProductState } from "../../../products/index.ts";
import type { FileProduct } from "../../shopify/schema.ts";

/** Looks up products by what a file can call them. */
export interface ProductNames {
  /** The product that a file created under this handle. */
  readonly byExternalHandle: (handle: string) => string | undefined;
  /** The product whose handle in a locale this is or was, unless files have another name for it. */
  readonly bySlug: (locale: string, handle: string) => string | undefined;
  /** The product with this id, as an export writes it where it has nothing better. */
  readonly byId: (handle: string) => string | undefined;
}

/**
 * Finds the product that a file's handle stands for, or null. Only equal texts count, never what a text sounds like. An
 * external handle stays with its product, whatever the tenant's main language is. A product that no file created goes by
 * its own handle, in the main language first.
 */
export function findProduct(
  handle: string,
  names: ProductNames,
  defaultLocale: string,
  locales: readonly string[],
): Result<string | null> {
  const external = names.byExternalHandle(handle);
  const own = names.bySlug(defaultLocale, handle) ?? names.byId(handle);
  if (external !== undefined && own !== undefined && own !== external)
    return refused(
      refusalAt("duplicate-handle", "/handle", "Another product has this handle in the main language."),
    );
  const found = external ?? own;
  if (found !== undefined) return ok(found);
  const elsewhere = new Set(locales.flatMap((locale) => names.bySlug(locale, handle) ?? []));
  const [only] = elsewhere;
  return ok(elsewhere.size === 1 && only !== undefined ? only : null);
}

/**
 * Finds a product that a file created before products kept the file's handle: then its own handle was all that was left of
 * it. Other texts sound alike too, so the title or a SKU must also be the same. Null if there is none.
 */
export function findOlderImport(
  file: Pick<FileProduct, "handle" | "title" | "variants">,
  names: Pick<ProductNames, "bySlug">,
  locale: string,
  read: (id: string) => Pick<ProductState, "translations" | "variants"> | undefined,
): string | null {
  // It would have been kept as it is.
  if (handleSchema.safeParse(file.handle).success) return null;
  const id = names.bySlug(locale, handleFromTitle(file.handle.slice(0, longestText)));
  const product = id === undefined ? undefined : read(id);
  if (id === undefined || product === undefined) return null;
  const title = product.translations.find((one) => one.locale === locale)?.title.trim();
  const skus = new Set(product.variants.flatMap(({ sku }) => sku ?? []));
  const isSame = title === file.title || file.variants.some(({ sku }) => skus.has(sku ?? ""));
  return isSame ? id : null;
}

/** Derives a new product's own handle from the file's. `isTaken` is asked a few times at most. */
export function slugFor(
  handle: string,
  title: string,
  id: string,
  isTaken: (slug: string) => boolean,
): string {
  const wanted = handleSchema.safeParse(handle).success ? handle : slugFrom(handle, title);
  const taken = new Set<string>();
  let slug = wanted;
  while (taken.size < mostNumbers && isTaken(slug)) {
    taken.add(slug);
    slug = freeHandle(wanted, taken);
  }
  if (taken.size < mostNumbers) return slug;
  // Many handles can sound alike, such as those of symbols only.
  const end = id.slice(-26).toLowerCase();
  return `${wanted.slice(0, 200).replace(/-+$/, "")}-${end}`;
}

const mostNumbers = 10;

/** Most of a longer text would be cut off anyway, and transliterating it takes long. */
const longestText = 1_000;

/** A handle of symbols has no letters to derive anything from. */
function slugFrom(handle: string, title: string): string {
  const slug = handleFromTitle(handle.slice(0, longestText));
  return slug === "untitled" ? handleFromTitle(title) : slug;
}
