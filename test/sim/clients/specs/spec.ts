import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";

/** A command that a client requests. */
export interface RequestSpec {
  readonly command: string;
  readonly input: unknown;
  /** The aggregate that `If-Match` may guard, and the version the client has seen. */
  readonly guarded?: { readonly type: string; readonly id: string; readonly version: number };
  /** The only owner whose reservations this request may end. */
  readonly owner?: string;
  /** Sent by an anonymous shopper. All other requests are sent by staff. */
  readonly shopper?: true;
}

/** Creates a request from what the clients know. Returns null if they don't know enough. */
export type RequestMaker = (dice: Dice, shop: Shop) => RequestSpec | null;

/** A request and its relative frequency. */
export type WeightedRequest = readonly [weight: number, maker: RequestMaker];

const words = ["Lamp", "Rug", "Kettle", "Tent", "Mug", "Ärmel", "Chair", "Bowl"] as const;
const locales = ["en", "de"] as const;

/** There are only a few titles, so that handles clash. */
export function title(dice: Dice): string {
  return dice.oneOf(words) ?? "Lamp";
}

/** There are only a few SKUs, so that some are already taken. */
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
