import { join } from "node:path";
import { build } from "esbuild";
import { expect, inject, it } from "vitest";
import { useRunning } from "../support/e2e/home.ts";
import { putOnSale } from "../support/http/carts.ts";
import { mintPublishableKey } from "../support/http/minting.ts";
import { useBrowser } from "./support/browser.ts";
import { openSite } from "./support/site.ts";

const running = useRunning();
const open = useBrowser();

it("the storefront example of the client buys on a page of another origin, with a publishable key", async () => {
  const { platform, send, mintTenant } = running();
  const shop = await mintTenant();
  await putOnSale(send, shop);
  const site = await openSite();
  const settings = { key: shop.adminKey, body: { corsOrigins: [site] } };
  expect((await send("patch", "/v1/admin/settings", settings)).status).toBe(200);

  const { page, complaints } = await open();
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  await page.goto(site);
  const key = await mintPublishableKey(send, shop.adminKey);
  const ordered = page.waitForEvent("console", (message) => message.text().startsWith("Order"));
  await page.addScriptTag({ type: "module", content: await storefront(platform.url, key) });
  await ordered;
  expect(lines).toEqual(["Lantern: $10.00", "Order 1001 is confirmed."]);
  expect(complaints).toEqual([]);
});

/** The example as a page's script. A bundler puts in what it takes from its environment. */
async function storefront(url: string, key: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(inject("client"), "examples", "storefront.ts")],
    define: {
      "process.env.RUSTOK_URL": JSON.stringify(url),
      "process.env.RUSTOK_PUBLISHABLE_KEY": JSON.stringify(key),
    },
    bundle: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
