import { expect, it } from "vitest";
import { settingsPatch } from "../../../src/modules/tenants/schema.ts";

it.each([
  ["DE", true],
  ["XX", false],
  ["de", false],
])("a tax rate for %s is accepted: %s, as in an address", (country, accepted) => {
  expect(settingsPatch.safeParse({ taxRates: [{ country, rate: 1_900 }] }).success).toBe(accepted);
});
