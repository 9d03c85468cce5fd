import { allocationOrder, type Held, levelOf, type Model, totalsOf } from "./model.ts";
import type { Expected } from "./steps.ts";

/** A place is the model's name for it; null for the default. */
export function count(model: Model, variant: string, place: string | null, stocked: number): Expected {
  const found = find(model, variant, place);
  if (typeof found === "string") return found;
  found.level.stocked = stocked;
  return "ok";
}

export function adjust(model: Model, variant: string, place: string | null, delta: number): Expected {
  const found = find(model, variant, place);
  if (typeof found === "string") return found;
  if (found.level.stocked + delta < 0) return "insufficient-inventory";
  found.level.stocked += delta;
  return "ok";
}

function find(model: Model, variant: string, place: string | null) {
  if (!model.variants.has(variant)) return "not-found";
  const at = place ?? model.defaultLocation;
  if (!model.stockLocations.includes(at)) return "unknown-reference";
  return { level: levelOf(model, variant, at) };
}

export function open(model: Model, isDefault: boolean): Expected {
  const place = `l${model.made.place++}`;
  model.stockLocations.push(place);
  if (isDefault) model.defaultLocation = place;
  return "ok";
}

export function makeDefault(model: Model, place: string): Expected {
  if (!model.stockLocations.includes(place)) return "not-found";
  model.defaultLocation = place;
  return "ok";
}

export function close(model: Model, place: string): Expected {
  if (!model.stockLocations.includes(place)) return "not-found";
  const used = [...model.levels].some(
    ([key, { stocked, reserved }]) => key.endsWith(` ${place}`) && (stocked > 0 || reserved > 0),
  );
  if (place === model.defaultLocation || used) return "location-needed";
  model.stockLocations.splice(model.stockLocations.indexOf(place), 1);
  return "ok";
}

/** Draws what is there from where it is; what is not there yet is owed by the default place. */
export function hold(
  model: Model,
  owner: string,
  variant: string,
  quantity: number,
  more: boolean,
): Expected {
  const { stocked, reserved } = totalsOf(model, variant);
  const there = Math.max(0, stocked - reserved);
  if (!more && quantity > there) return "insufficient-inventory";
  let left = Math.min(quantity, there);
  for (const place of allocationOrder(model)) {
    const level = levelOf(model, variant, place);
    const drawn = Math.min(left, Math.max(0, level.stocked - level.reserved));
    promise(model, { owner, variant, place, quantity: drawn, backordered: 0 });
    left -= drawn;
  }
  const backordered = quantity - Math.min(quantity, there);
  promise(model, { owner, variant, place: model.defaultLocation, quantity: backordered, backordered });
  return "ok";
}

function promise(model: Model, part: Held): void {
  if (part.quantity === 0) return;
  levelOf(model, part.variant, part.place).reserved += part.quantity;
  const same = model.held.find(
    ({ owner, variant, place }) => owner === part.owner && variant === part.variant && place === part.place,
  );
  if (same === undefined) model.held.push(part);
  else {
    same.quantity += part.quantity;
    same.backordered += part.backordered;
  }
}

export function giveBack(model: Model, owner: string): Expected {
  for (const { variant, place, quantity } of endAll(model, owner))
    levelOf(model, variant, place).reserved -= quantity;
  return "ok";
}

/** All that an owner holds leaves the house, or nothing does. */
export function take(model: Model, owner: string): Expected {
  const own = model.held.filter((held) => held.owner === owner);
  const there = ({ variant, place, quantity, backordered }: Held) =>
    backordered === 0 && levelOf(model, variant, place).stocked >= quantity;
  if (!own.every(there)) return "insufficient-inventory";
  for (const { variant, place, quantity } of endAll(model, owner)) {
    const level = levelOf(model, variant, place);
    level.reserved -= quantity;
    level.stocked -= quantity;
  }
  return "ok";
}

function endAll(model: Model, owner: string): readonly Held[] {
  const own = model.held.filter((held) => held.owner === owner);
  model.held.splice(0, model.held.length, ...model.held.filter((held) => held.owner !== owner));
  return own;
}
