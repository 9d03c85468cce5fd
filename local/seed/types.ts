import type { Drawing } from "./drawings/index.ts";
import type { Colour } from "./drawings/palette.ts";

/** A product of the demo shop, written as short as it can be read. `productInput` makes the API's body of it. */
export interface DemoProduct {
  /** The English handle. */
  key: string;
  sku: string;
  drawing: Drawing;
  vendor: Vendor;
  type: string;
  tags: string[];
  category: CategoryKey;
  collections?: CollectionKey[];
  en: Text;
  de: Text;
  /** The first one paints the product where the shopper cannot choose. */
  colours: [Colour, ...Colour[]];
  /** Whether the colours are for the shopper to choose from. */
  colourOption?: boolean;
  sizes?: string[];
  /** What the sizes are called, where it is not "Size". */
  sizeName?: string;
  price: Price;
  /** What it cost before. */
  was?: Price;
  /** What a size costs on top. */
  extra?: Record<string, Price>;
  /** What each unit costs from so many on. */
  tiers?: { from: number; price: Price }[];
  /** Of each variant. */
  stocked: number;
  /** Variants by title, such as "Moss / M", of which none are left. */
  soldOut?: string[];
  policy?: "continue" | "untracked";
  /** In grams. */
  weight?: number;
  material?: string;
}

/** Title, subtitle, description. */
export type Text = [title: string, subtitle: string, description: string];

/** In cents: euro, US dollar. */
export type Price = [eur: number, usd: number];

export type Vendor = "Alder & Ash" | "Kiefer Werk" | "Tidal Clay" | "Wollhaus Nord" | "Lumen Hut";

export type CategoryKey =
  | "outdoor"
  | "shelter"
  | "sleep"
  | "packs"
  | "camp-kitchen"
  | "clothing"
  | "outerwear"
  | "knitwear"
  | "home"
  | "table"
  | "textiles"
  | "light"
  | "gifts";

export type CollectionKey = "first-snow" | "slow-sunday" | "small-gifts" | "last-chance";
