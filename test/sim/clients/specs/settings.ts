import type { Dice } from "../dice.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

/** Occasional changes to the shop's settings. */
export const settingsRequests: readonly WeightedRequest[] = [[2, changeSettings]];

function changeSettings(dice: Dice): RequestSpec {
  const input = {
    ...(dice.chance(0.5) ? { locales: ["en", ...dice.someOf(["de", "fr"], 2)] } : {}),
    ...(dice.chance(0.5) ? { currencies: ["USD", ...dice.someOf(["EUR", "JPY"], 2)] } : {}),
    ...(dice.chance(0.5) ? { manualOrderExpiryMinutes: dice.oneOf([null, 1, 3, 20, 24 * 60]) } : {}),
    ...(dice.chance(0.3) ? { maxUnpaidUnitsPerVariant: dice.oneOf([null, 4, 20]) } : {}),
    ...(dice.chance(0.3) ? { lowStockThreshold: dice.below(8) } : {}),
  };
  return { command: "tenants.changeSettings", input };
}
