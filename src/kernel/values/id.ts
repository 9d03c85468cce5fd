import { decodeTime, ulid } from "ulid";
import * as z from "zod";

/** A kind of id, identified by its prefix. */
export interface IdKind<Name extends string = string> {
  readonly name: Name;
  readonly prefix: string;
}

/** Declares a module's kinds of ids with their prefixes. */
export function defineIds<const Prefixes extends Readonly<Record<string, string>>>(
  prefixes: Prefixes,
): { readonly [Name in keyof Prefixes & string]: IdKind<Name> } {
  const kinds = Object.entries(prefixes).map(([name, prefix]) => [name, { name, prefix }]);
  // Each name maps to the kind just created for it.
  return Object.fromEntries(kinds) as { readonly [Name in keyof Prefixes & string]: IdKind<Name> };
}

/** The ids that exist regardless of the installed modules. */
export const platformIds = defineIds({ tenant: "ten" });

declare const brand: unique symbol;

/** An id of one kind: `<prefix>_<ULID>`, so ids sort by creation. Ids of different kinds cannot be mixed up. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

/** Random numbers in [0, 1). Injected so that a simulation can repeat a run. */
export type Random = () => number;

/** Creates an id for a time (milliseconds since 1970). */
export function newId<Name extends string>(kind: IdKind<Name>, now: number, random: Random): Id<Name> {
  // It was built with the kind's own prefix.
  return `${kind.prefix}_${ulid(now, random)}` as Id<Name>;
}

/** A bare ULID, for events and correlations. */
export function newUlid(now: number, random: Random): string {
  return ulid(now, random);
}

/** When an id was created, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  return decodeTime(id.slice(id.indexOf("_") + 1));
}

const ulidPattern = "[0-7][0-9A-HJKMNP-TV-Z]{25}";
const ulidBody = new RegExp(`^${ulidPattern}$`);

/** Parses an external id; its ULID may be in lower case. Returns null if it can't be an id of that kind. */
export function parseId<Name extends string>(kind: IdKind<Name>, text: string): Id<Name> | null {
  const prefix = `${kind.prefix}_`;
  if (!text.startsWith(prefix)) return null;
  const body = text.slice(prefix.length).toUpperCase();
  // The prefix and the ULID were just checked.
  return ulidBody.test(body) ? ((prefix + body) as Id<Name>) : null;
}

/** Returns an external id in canonical form. Returns other text unchanged; it refers to nothing. */
export function canonicalId<Name extends string>(kind: IdKind<Name>, id: string): Id<Name> | string {
  return parseId(kind, id) ?? id;
}

/** An id in a response or an event. */
export function idSchema<Name extends string>(kind: IdKind<Name>) {
  // The pattern has just matched.
  return idText(kind).transform((text) => text as Id<Name>);
}

/** An id in an event or a stored state, as plain text. */
export function idText(kind: IdKind) {
  const known = textByKind.get(kind) ?? z.string().regex(new RegExp(`^${kind.prefix}_${ulidPattern}$`));
  textByKind.set(kind, known);
  return known;
}

const textByKind = new WeakMap<IdKind, z.ZodString>();

/**
 * An id in a request. It is opaque to the caller, so any text is accepted, even if it refers to nothing. A ULID in
 * lower case becomes canonical, so that every spelling of an id parses to the same text.
 */
export const opaqueId = z.string().min(1).max(64).overwrite(inCanonicalForm);

const anyCaseId = new RegExp(`^[a-z]+_${ulidPattern}$`, "i");

/** Bearer tokens, whose case matters, have another length than a ULID. */
function inCanonicalForm(id: string): string {
  const start = id.indexOf("_") + 1;
  return anyCaseId.test(id) ? id.slice(0, start) + id.slice(start).toUpperCase() : id;
}

interface Contribution {
  readonly name: string;
  readonly ids: Readonly<Record<string, IdKind>>;
}

/** Collects all kinds of ids by prefix. Throws on startup if a name or a prefix is declared twice. */
export function collectIds(modules: readonly Contribution[]): ReadonlyMap<string, IdKind> {
  const kindByPrefix = new Map<string, IdKind>();
  const names = new Set<string>();
  for (const { name: owner, ids } of [{ name: "platform", ids: platformIds }, ...modules]) {
    for (const kind of Object.values(ids)) {
      if (kindByPrefix.has(kind.prefix) || names.has(kind.name))
        throw new Error(`module ${owner}: the id "${kind.name}" (${kind.prefix}_) is declared twice`);
      kindByPrefix.set(kind.prefix, kind);
      names.add(kind.name);
    }
  }
  return kindByPrefix;
}
