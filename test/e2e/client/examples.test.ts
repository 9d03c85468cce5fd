import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../../support/e2e/home.ts";
import { putOnSale } from "../../support/http/carts.ts";
import { mintPublishableKey } from "../../support/http/minting.ts";

const running = useRunning();
const folder = inject("client");

/** Runs an example as its reader would, in a new shop that sells one product and has some orders. Answers the lines it printed. */
async function run(example: string, orders = 0): Promise<readonly string[]> {
  const { platform, send, mintTenant } = running();
  const shop = await mintTenant();
  await putOnSale(send, shop);
  const env = {
    ...process.env,
    RUSTOK_URL: platform.url,
    RUSTOK_KEY: shop.adminKey,
    RUSTOK_PUBLISHABLE_KEY: await mintPublishableKey(send, shop.adminKey),
  };
  const start = (name: string) =>
    promisify(execFile)(process.execPath, [join(folder, "examples", `${name}.ts`)], { env, cwd: folder });
  for (let order = 0; order < orders; order += 1) await start("storefront");
  const { stdout } = await start(example);
  return stdout.trim().split("\n");
}

describe("an example of the client", { concurrent: true }, () => {
  it("sells a product in a storefront", async () => {
    expect(await run("storefront")).toEqual(["Lantern: $10.00", "Order 1001 is confirmed."]);
  });

  it("creates a product in a back office and finds it in the list at once", async () => {
    expect(await run("back-office")).toEqual([
      "Field mug is active, with 40 in stock.",
      "Somebody else was faster.",
    ]);
  });

  it("reads all orders of several pages, and the same as a file", async () => {
    const lines = await run("export-orders", 3);
    expect(lines.slice(0, 4)).toEqual([
      "1001,confirmed,1500,USD",
      "1002,confirmed,1500,USD",
      "1003,confirmed,1500,USD",
      "3 orders",
    ]);
    expect(lines[4]).toMatch(/^\w+,/);
  });

  it("says what is wrong with an order, and where", async () => {
    expect(await run("errors")).toEqual([
      expect.stringMatching(/^Please fill in what is missing: \/items/),
      "404, trace known",
    ]);
  });

  it("takes a webhook that is signed, and no other", async () => {
    const receiver = await import(pathToFileURL(join(folder, "examples", "webhook-receiver.ts")).href);
    const { default: handler } = receiverShape.parse(receiver);
    const secret = Buffer.from("the secret of this endpoint").toString("base64");
    const deliver = async (key: string) => {
      const body = JSON.stringify({ id: "evt_1", type: "order.placed", subject: "order/ord_1" });
      const at = String(Math.floor(Date.now() / 1_000));
      const mac = createHmac("sha256", key).update(`evt_1.${at}.${body}`).digest("base64");
      const headers = { "webhook-id": "evt_1", "webhook-timestamp": at, "webhook-signature": `v1,${mac}` };
      const request = new Request("http://localhost/", { method: "POST", headers, body });
      return z.instanceof(Response).parse(await handler.fetch(request, { SECRET: `whsec_${secret}` }));
    };
    expect((await deliver("the secret of this endpoint")).status).toBe(204);
    const refused = await deliver("another secret");
    expect([refused.status, await refused.json()]).toEqual([400, { code: "invalid-signature" }]);
  });
});

type Handler = (request: Request, env: { readonly SECRET: string }) => Promise<unknown>;
const isHandler = (value: unknown): value is Handler => typeof value === "function";
const receiverShape = z.object({ default: z.object({ fetch: z.custom<Handler>(isHandler) }) });

it("every example is run here", () => {
  const names = readdirSync("client/examples").map((name) => name.replace(/\.ts$/, ""));
  expect(names.sort()).toEqual(["back-office", "errors", "export-orders", "storefront", "webhook-receiver"]);
});
