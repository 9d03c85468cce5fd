import type { Dice } from "../dice.ts";
import type { Shop } from "../shop.ts";
import { type RequestSpec, sku, type WeightedRequest } from "./spec.ts";

/** Stock changes and reservations. */
export const stockRequests: readonly WeightedRequest[] = [
  [6, (dice, shop) => onVariant(dice, shop, "setStock", { stocked: dice.below(15) })],
  [
    6,
    (dice, shop) =>
      onVariant(dice, shop, "adjustStock", { delta: dice.between(-8, 8) || 1, reason: "counted" }),
  ],
  [2, countBySku],
  [1, createLocation],
  [1, (dice, shop) => onLocation(dice, shop, "updateLocation", { patch: { isDefault: true } })],
  [1, (dice, shop) => onLocation(dice, shop, "deleteLocation")],
  [4, transfer],
  [7, hold],
  [2, (dice, shop) => ofOwner(dice, shop, "secure")],
  [4, take],
  [4, (dice, shop) => ofOwner(dice, shop, "release")],
];

function place(dice: Dice, shop: Shop) {
  const location = dice.chance(0.5) ? dice.oneOf(shop.locations) : undefined;
  return location === undefined ? {} : { locationId: location.id };
}

function onVariant(dice: Dice, shop: Shop, verb: string, more: object): RequestSpec | null {
  const variant = dice.oneOf(shop.variants);
  if (variant === undefined) return null;
  return { command: `inventory.${verb}`, input: { id: variant.id, ...place(dice, shop), ...more } };
}

function countBySku(dice: Dice, shop: Shop): RequestSpec {
  const known = dice.someOf(shop.variants, 3).map((variant) => variant.sku ?? sku(dice));
  const items = known.map((name) => ({
    sku: name ?? "SKU-0",
    stocked: dice.below(20),
    ...place(dice, shop),
  }));
  return { command: "inventory.setStockBySku", input: { items } };
}

function transfer(dice: Dice, shop: Shop): RequestSpec | null {
  const [from, to] = dice.someOf(shop.locations, 2);
  const items = dice
    .someOf(shop.variants, 2)
    .map(({ id }) => ({ variantId: id, quantity: dice.between(1, 6) }));
  if (from === undefined || to === undefined || items.length === 0) return null;
  return { command: "inventory.transferStock", input: { from: from.id, to: to.id, items } };
}

function createLocation(dice: Dice): RequestSpec {
  return {
    command: "inventory.createLocation",
    input: { name: `Place ${dice.below(100)}`, isDefault: dice.chance(0.2) },
  };
}

function onLocation(dice: Dice, shop: Shop, verb: string, more: object = {}): RequestSpec | null {
  const location = dice.oneOf(shop.locations);
  if (location === undefined) return null;
  const guarded = { type: "location", ...location };
  return { command: `inventory.${verb}`, input: { id: location.id, ...more }, guarded };
}

/** Usually a new owner, sometimes one with existing reservations. */
function hold(dice: Dice, shop: Shop): RequestSpec | null {
  const policy = dice.chance(0.3) ? "continue" : "deny";
  const lines = dice
    .someOf(shop.variants, 2)
    .map(({ id }) => ({ variantId: id, quantity: dice.between(1, 4), policy }));
  if (lines.length === 0) return null;
  const owner = (dice.chance(0.3) ? dice.oneOf(shop.owners) : undefined) ?? `hold_${dice.below(1_000_000)}`;
  if (!shop.owners.includes(owner)) shop.owners.push(owner);
  if (shop.owners.length > 20) shop.owners.shift();
  return { command: "holds.reserve", input: { owner, lines }, owner };
}

function ofOwner(dice: Dice, shop: Shop, verb: string, more: object = {}): RequestSpec | null {
  const owner = dice.oneOf(shop.owners);
  return owner === undefined ? null : { command: `holds.${verb}`, input: { owner, ...more }, owner };
}

function take(dice: Dice, shop: Shop): RequestSpec | null {
  return ofOwner(dice, shop, "take", { share: dice.oneOf([1, 1, 0.5]) });
}
