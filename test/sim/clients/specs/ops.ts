import { readModelName } from "../../../../src/kernel/delivery/subscription.ts";
import { modules } from "../../../../src/modules.ts";
import type { Dice } from "../dice.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

const views = modules.flatMap((module) => module.views.map(({ name }) => name));

/** Operator requests about deliveries. */
export const opsRequests: readonly WeightedRequest[] = [
  [2.5, rebuild],
  [0.8, replay],
  [0.2, () => ({ command: "ops.relay", input: {} })],
];

function rebuild(dice: Dice): RequestSpec {
  const view = dice.chance(0.7) ? null : (dice.oneOf(views) ?? null);
  const input = { kind: "rebuild", subscription: readModelName, view, fromSeq: null, reason: "requested" };
  return { command: "ops.requestRebuild", input };
}

function replay(dice: Dice): RequestSpec {
  const subscription = dice.oneOf([readModelName, "audit"]);
  const input = {
    kind: "replay",
    subscription,
    view: null,
    fromSeq: dice.between(1, 60),
    reason: "requested",
  };
  return { command: "ops.requestRebuild", input };
}
