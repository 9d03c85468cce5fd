import { refusalAt } from "../../../../kernel/api/problem.ts";
import { freeHandle, handleFromTitle, handleSchema } from "../../../../kernel/values/handle.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";

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
