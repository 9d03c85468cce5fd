import { describe, expect, inject, it } from "vitest";
import { defaults } from "../../attack/options.ts";
import * as planted from "../../attack/proof/planted.ts";
import { runAttack } from "../../attack/run.ts";

/** Products and orders: what is exported, mailed and shown. */
const only = /^(?:POST|GET) \/v1\/(?:admin\/products|admin\/customers\/\{id\}|store\/checkout)/;
const run = async (requests: number, through?: planted.Planted) => {
  const options = { ...defaults, requests, only, ...(through && { through }) };
  const { tally } = await runAttack(options, inject("script"));
  return tally.faults.map(({ fault }) => fault);
};

describe("an attack on a few operations", () => {
  it("finds no fault in the product", async () => {
    expect(await run(300)).toEqual([]);
  });

  it.each([
    ["shows one tenant what another was answered", planted.leak, /shows what is another's/],
    ["fails because of a text", planted.failure, /^500/],
    ["tells what exists from what does not", planted.oracle, /tells \S+ from an id that nothing has/],
    ["does not escape mails", planted.unescaped, /a mail has the element <svg>/],
    ["exports formulas as they are", planted.formula, /has the formula/],
    ["cannot read what was stored", planted.broken, /^500|a read of what is there is 500/],
    ["takes any credential", planted.open, /to a credential that opens nothing/],
  ])("finds a product that %s", async (_, through, fault) => {
    expect(await run(300, through)).toContainEqual(expect.stringMatching(fault));
  });
});
