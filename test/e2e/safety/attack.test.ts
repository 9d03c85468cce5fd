import { expect, inject, it } from "vitest";
import { defaults } from "../../attack/options.ts";
import { everything } from "../../attack/proof/planted.ts";
import { runAttack } from "../../attack/run.ts";

/** Products and orders: what is exported, mailed and shown. */
const only = /^(?:POST|GET) \/v1\/(?:admin\/products|admin\/customers\/\{id\}|store\/checkout)/;

const kinds = ["texts that mean something elsewhere", "ids of others", "forged credentials"];

it("an attack finds what is wrong with a product that leaks, fails and does not escape", async () => {
  const options = { ...defaults, requests: 300, only, kinds, through: everything };
  const { tally } = await runAttack(options, inject("script"));
  const found = tally.faults.map(({ fault }) => fault);
  const planted = [
    /^shows what is another's/,
    /^500: \{/,
    /^tells \S+ from an id that nothing has/,
    /^a mail has the element <svg>/,
    /has the formula/,
    /^a read of what is there is 500/,
    /to a credential that opens nothing/,
  ];
  expect(planted.filter((fault) => !found.some((one) => fault.test(one)))).toEqual([]);
});
