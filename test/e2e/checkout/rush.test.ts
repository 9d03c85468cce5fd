import { describe, expect, it } from "vitest";
import { useRunning } from "../../support/e2e/home.ts";
import { checkRush, openRush, order, type Rush, shuffled } from "../../support/e2e/rush.ts";

const running = useRunning();

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const everybodyOrders = async (rush: Rush) => {
  const { send } = running();
  await Promise.all(shuffled(rush.shoppers, rush.seed).map((shopper) => order(send, rush, shopper)));
};

describe("fifty shoppers at once", () => {
  it.each(seeds)("get the ten units in stock, and forty are refused (seed %i)", async (seed) => {
    const rush = await openRush(running(), seed, [10], () => [1]);
    await everybodyOrders(rush);
    expect(await checkRush(running().send, rush)).toEqual({ orders: 10 });
  });

  it.each(seeds)("get both of two products or neither, if one runs out (seed %i)", async (seed) => {
    const some = (random: () => number) => [1 + Math.floor(random() * 2), 1 + Math.floor(random() * 3)];
    const rush = await openRush(running(), seed, [10, 60], some);
    await everybodyOrders(rush);
    const { orders } = await checkRush(running().send, rush);
    expect(orders).toBeGreaterThanOrEqual(5);
    expect(orders).toBeLessThanOrEqual(10);
  });
});
