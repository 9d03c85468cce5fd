import { jsonBytes, shortened } from "../../../kernel/values/text.ts";
import { orderLimits } from "../limits.ts";
import type { Item } from "../schema.ts";
import type { DraftItem } from "./schema.ts";

const { titleBytes, optionBytes, imageBytes } = orderLimits;

/** The line that an order stores: without what only placing it needs, and with long texts of the catalogue cut. */
export function snapshotOf({ policy: _policy, pointer: _pointer, ...item }: DraftItem): Item {
  const { image } = item;
  const fits = image !== null && jsonBytes(image.url) + jsonBytes(image.alt ?? "") <= imageBytes.value;
  return {
    ...item,
    title: shortened(item.title, titleBytes.value),
    variantTitle: shortened(item.variantTitle, titleBytes.value),
    image: fits ? image : null,
    options: Object.fromEntries(
      Object.entries(item.options).map(([name, value]) => [name, shortened(value, optionBytes.value)]),
    ),
  };
}
