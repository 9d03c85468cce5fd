import type { Actor } from "../../../src/kernel/access/actor.ts";

/** Who did something, such as `user usr_01J…` or `shopper`. */
export function actorText(actor: Actor): string {
  if (actor.kind === "customer" && actor.id === undefined) return "shopper";
  return "id" in actor && actor.id !== undefined ? `${actor.kind} ${actor.id}` : actor.kind;
}

/** An id of which the end is enough to tell it from others, such as `ord_…Q7`. */
export function shortId(id: string): string {
  const [, prefix = "", end = ""] = /^([a-z]+_)?.*(.{6})$/.exec(id) ?? [];
  return id.length <= 14 ? id : `${prefix}…${end}`;
}
