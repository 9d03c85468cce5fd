import { decodeTime, ulid } from "ulid";
import { z } from "zod";

/** The prefix says what an id names; the rest is a ULID, so ids sort by creation. */
export const idPrefixes = {
  tenant: "ten",
  product: "prod",
  variant: "var",
  image: "img",
  collection: "col",
  category: "cat",
  location: "loc",
  apiKey: "key",
  shippingOption: "shp",
  cart: "crt",
  order: "ord",
  item: "item",
  payment: "pay",
  fulfillment: "ful",
  refund: "rfd",
  rebuild: "rbd",
} as const;

export type IdKind = keyof typeof idPrefixes;

declare const brand: unique symbol;

/** An id of one kind; ids of different kinds cannot be mixed up. */
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}` & { readonly [brand]: Kind };

/** Random bits in [0, 1), one per call. Injected, so that a simulation can repeat a run. */
export type Random = () => number;

/** Makes an id at an instant (milliseconds since 1970). */
export function newId<Kind extends IdKind>(kind: Kind, now: number, random: Random): Id<Kind> {
  return `${idPrefixes[kind]}_${ulid(now, random)}` as Id<Kind>;
}

/** A bare ULID, for events and correlations. */
export function newUlid(now: number, random: Random): string {
  return ulid(now, random);
}

/** When an id was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  return decodeTime(id.slice(id.indexOf("_") + 1));
}

const ulidBody = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Reads an id from outside; the body may be in lower case. Null when it cannot be an id of that kind. */
export function parseId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | null {
  const prefix = `${idPrefixes[kind]}_`;
  if (!text.startsWith(prefix)) return null;
  const body = text.slice(prefix.length).toUpperCase();
  return ulidBody.test(body) ? ((prefix + body) as Id<Kind>) : null;
}

/** An id from outside in its canonical form; whatever else it is, it names nothing. */
export function canonicalId<Kind extends IdKind>(kind: Kind, id: string): Id<Kind> | string {
  return parseId(kind, id) ?? id;
}

/** An id in an answer or an event: well formed, as the platform made it. */
export function idSchema<Kind extends IdKind>(kind: Kind) {
  return z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`))
    .transform((text) => text as Id<Kind>);
}

/** An id inside an event or a state: well formed, but plain text. */
export function idText(kind: IdKind) {
  return z.string().regex(new RegExp(`^${idPrefixes[kind]}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`));
}

/** An id in a request: opaque to the caller, so whatever it is, it is merely known or not. */
export const opaqueId = z.string().min(1).max(64);
