import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { checkRush, openRush, order, type Rush, type Shopper, shuffled } from "../../support/e2e/rush.ts";

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home.close());

const shops = 20;

/** All shoppers of all shops at once; the runtime is killed once so many of them were answered. */
async function orderUntilKilled(running: Running, rushes: readonly Rush[], killAfter: number): Promise<void> {
  let answered = 0;
  let killed: Promise<void> | null = null;
  await Promise.all(
    crowdOf(rushes, killAfter).map(async ({ rush, shopper }) => {
      const answer = await order(running.send, rush, shopper);
      if (answer === null) return;
      answered += 1;
      if (answered === killAfter) killed = running.platform.kill();
    }),
  );
  expect(killed, "the runtime was killed in the middle").not.toBeNull();
  await killed;
}

function crowdOf(rushes: readonly Rush[], seed: number) {
  return shuffled(
    rushes.flatMap((rush) => rush.shoppers.map((shopper) => ({ rush, shopper }))),
    seed,
  );
}

const tokenOf = ({ answer }: Shopper) =>
  z.looseObject({ accessToken: z.string() }).parse(answer?.body).accessToken;

describe("when workerd is killed in the middle of a rush", () => {
  it("nothing is sold twice, and who asks again under the same key gets the same order", async () => {
    let running = await home.start();
    const open = (seed: number) =>
      seed % 2 === 0
        ? openRush(running, seed, [10], () => [1])
        : openRush(running, seed, [10, 40], (random) => [1, 1 + Math.floor(random() * 2)]);
    const rushes = await Promise.all(Array.from({ length: shops }, (_, index) => open(index + 1)));
    await orderUntilKilled(running, rushes, 300);
    const crowd = crowdOf(rushes, 2);
    const tokens = new Map(
      crowd.flatMap(({ shopper }) =>
        shopper.answer?.status === 201 ? [[shopper, tokenOf(shopper)] as const] : [],
      ),
    );
    expect(tokens.size).toBeGreaterThan(0);
    expect(crowd.some(({ shopper }) => shopper.answer === null)).toBe(true);

    running = await home.start();
    await Promise.all(crowd.map(({ rush, shopper }) => order(running.send, rush, shopper)));
    for (const rush of rushes) expect(await checkRush(running.send, rush)).toEqual({ orders: 10 });
    for (const [shopper, token] of tokens) {
      expect(tokenOf(shopper)).toBe(token);
      expect(shopper.answer?.headers.get("Idempotent-Replayed")).toBe("true");
    }
  });
});
