import { type Actor, isAnonymous } from "./actor.ts";

/**
 * What tells one caller from another: the credential, or without one the network address. `address` is an IPv4 or IPv6
 * address as the platform reports it.
 */
export function callerKey(actor: Actor, address: string | undefined): string {
  return isAnonymous(actor)
    ? `address:${networkOf(address ?? "unknown")}`
    : `${actor.kind}:${actor.id ?? ""}`;
}

/** An IPv4 address, or the /64 prefix of an IPv6 address: one customer of a provider has a whole /64. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
