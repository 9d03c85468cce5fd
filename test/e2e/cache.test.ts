import { describe, expect, it } from "vitest";
import { eventually } from "../support/e2e/eventually.ts";
import { useRunning } from "../support/e2e/home.ts";
import { sabotage } from "../support/e2e/sabotage.ts";
import { productBody, publishProduct } from "../support/http/products.ts";

const running = useRunning();

/** A shop with a product, and a visitor who looks at it again and again. */
async function openShop() {
  const { send, mintTenant } = running();
  const tenant = await mintTenant();
  const { id, handle } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
  const visit = () => send("get", `/v1/store/products/${handle}`, { headers: { "X-Tenant": tenant.slug } });
  const untilShown = (title: string) => eventually(10_000, visit, ({ body }) => Object(body).title === title);
  const rename = (title: string) =>
    send("patch", `/v1/admin/products/${id}`, {
      key: tenant.adminKey,
      body: { translations: [{ locale: "en", title }] },
    });
  return { visit, untilShown, rename };
}

const statusOf = ({ headers }: { readonly headers: Headers }) => headers.get("Cache-Status") ?? "";

describe("the cache of the storefront", () => {
  it("shows a visitor who looks again and again what staff has changed", async () => {
    const { visit, untilShown, rename } = await openShop();
    await untilShown("Lamp");
    const again = await eventually(10_000, visit, (answer) => statusOf(answer) === "rustok; hit");
    expect(again.body).toMatchObject({ title: "Lamp" });
    await rename("Lantern");
    await untilShown("Lantern");
    await rename("Torch");
    await untilShown("Torch");
  });

  it("keeps answering while the read model can't be read, says so, and catches up afterwards", async () => {
    const { visit, untilShown, rename } = await openShop();
    await untilShown("Lamp");
    const { run } = await sabotage(running());
    await run("ALTER TABLE cache_tags RENAME TO cache_tags_away");
    try {
      const stale = await eventually(10_000, visit, (answer) => statusOf(answer).includes("fwd=stale"));
      expect(stale).toMatchObject({ status: 200, body: { title: "Lamp" } });
    } finally {
      await run("ALTER TABLE cache_tags_away RENAME TO cache_tags");
    }
    await rename("Lantern");
    await untilShown("Lantern");
  });
});
