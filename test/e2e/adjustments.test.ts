import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inventoryShape } from "../../src/modules/inventory/index.ts";
import { useRunning } from "../support/e2e/home.ts";
import { productBody } from "../support/http/products.ts";

const running = useRunning();
const created = z.looseObject({ variants: z.array(z.looseObject({ id: z.string() })).min(1) });

async function stocked(quantity: number) {
  const { send, mintTenant } = running();
  const { adminKey: key } = await mintTenant();
  const prices = [{ amount: 1_000, currency: "USD" }];
  const body = productBody("Lamp", { variants: [{ prices, stocked: quantity }] });
  const { variants } = created.parse((await send("post", "/v1/admin/products", { key, body })).body);
  const path = `/v1/admin/variants/${variants[0]?.id}/inventory`;
  const adjust = (delta: number) =>
    send("post", `${path}/adjustments`, { key, body: { delta, reason: "counted" } });
  const read = async () => inventoryShape.parse((await send("get", path, { key })).body);
  return { adjust, read };
}

describe("five hundred adjustments of one variant at once", () => {
  it("all count", async () => {
    const { adjust, read } = await stocked(1_000);
    const deltas = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? 3 : -1 - (index % 4)));
    const answers = await Promise.all(deltas.map(adjust));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect((await read()).stocked).toBe(deltas.reduce((sum, delta) => sum + delta, 1_000));
  });

  it("take what there is and no more", async () => {
    const { adjust, read } = await stocked(120);
    const answers = await Promise.all(Array.from({ length: 500 }, () => adjust(-1)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(380);
    expect((await read()).stocked).toBe(0);
  });
});
