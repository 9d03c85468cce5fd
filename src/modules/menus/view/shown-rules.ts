import { encodedAddress } from "../../../kernel/text/link.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import type { MenuItem } from "../menu/schema.ts";
import { keyOf, targetOf } from "../menu/targets.ts";
import type { StoreMenuItem } from "./shapes.ts";

/** What an item leads to, as shoppers see it. */
export type Place = Pick<StoreMenuItem, "type" | "slug" | "url">;

/** What items are shown with. */
export interface Shown {
  /** The languages to serve, most preferred first. */
  readonly locales: readonly string[];
  /** Where what is published is, by the keys of targets. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Items as shoppers see them. One that leads to what is not published is left out, with the items below it. */
export function toStoreItems(items: readonly MenuItem[], shown: Shown): readonly StoreMenuItem[] {
  return items.flatMap((item) => {
    const place = placeOf(item, shown);
    const title = pickLocale(item.translations, shown.locales)?.title;
    if (place === null || title === undefined) return [];
    return [{ title, ...place, icon: item.icon, children: [...toStoreItems(item.children, shown)] }];
  });
}

/** Where an item leads. Null if that is not published. */
function placeOf(item: MenuItem, { places }: Shown): Place | null {
  const target = targetOf(item);
  if (target === null)
    return item.url === undefined
      ? { type: "heading", slug: null, url: null }
      : // It may have been stored before addresses were encoded.
        { type: "url", slug: null, url: encodedAddress(item.url) };
  return places.get(keyOf(target)) ?? null;
}
