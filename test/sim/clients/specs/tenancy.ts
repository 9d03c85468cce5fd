import type { Dice } from "../dice.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

/** Modules that a tenant may turn off. Most are required by others, so that they go off and on in an order. */
const optional = [
  "checkout",
  "checkout",
  "checkout",
  "orders",
  "shipping",
  "catalogue",
  "inventory",
  "holds",
] as const;

/** The tenant is suspended and resumed, and modules are turned off and on. */
export const tenancyRequests: readonly WeightedRequest[] = [
  [0.4, () => ({ command: "tenants.setStatus", input: { status: "suspended" } })],
  [2, () => ({ command: "tenants.setStatus", input: { status: "active" } })],
  [1.2, (dice) => toggle(dice, "disable")],
  [3, (dice) => toggle(dice, "enable")],
];

function toggle(dice: Dice, verb: "enable" | "disable"): RequestSpec {
  return { command: `tenants.${verb}Module`, input: { slug: dice.oneOf(optional) } };
}
