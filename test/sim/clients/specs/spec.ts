import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";

/** Something a client wants done. */
export interface RequestSpec {
  readonly command: string;
  readonly input: unknown;
  /** The aggregate whose version `If-Match` may name, and the version the client has seen. */
  readonly guarded?: { readonly type: string; readonly id: string; readonly version: number };
  /** On whose behalf: the only owner whose reservations may end by this. */
  readonly owner?: string;
  /** It is a shopper's, who is anonymous; all others are staff's. */
  readonly shopper?: true;
}

/** Makes a wish out of what the clients know; null where they know too little for it. */
export type RequestMaker = (dice: Dice, shop: Shop) => RequestSpec | null;

/** How often a wish comes up, beside the others. */
export type WeightedRequest = readonly [weight: number, maker: RequestMaker];

const words = ["Lamp", "Rug", "Kettle", "Tent", "Mug", "Ärmel", "Chair", "Bowl"] as const;
const locales = ["en", "de"] as const;

/** Titles are few, so that handles clash. */
export function title(dice: Dice): string {
  return dice.oneOf(words) ?? "Lamp";
}

/** SKUs are few, so that some are taken. */
export function sku(dice: Dice): string | null {
  return dice.chance(0.2) ? null : `SKU-${dice.below(40)}`;
}

export function translations(dice: Dice) {
  return (dice.chance(0.3) ? locales : locales.slice(0, 1)).map((locale) => ({ locale, title: title(dice) }));
}

export function prices(dice: Dice) {
  const amount = dice.below(10_000);
  const currencies = dice.chance(0.3) ? ["USD", "EUR"] : ["USD"];
  return currencies.map((currency) => ({ amount, currency }));
}
