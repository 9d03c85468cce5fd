import { describe, expect, it } from "vitest";
import { eventually } from "../support/e2e/eventually.ts";
import { useRunning } from "../support/e2e/home.ts";
import { productBody, publishProduct, readAll } from "../support/http/products.ts";

const running = useRunning();

const tokenOf = (headers: Headers) => {
  const token = headers.get("Consistency-Token");
  if (token === null) throw new Error("the write answered no Consistency-Token");
  return token;
};

describe("a product that was published just now", () => {
  it("is in the store at once for a reader with the write's Consistency-Token", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    for (let index = 0; index < 10; index += 1) {
      const body = productBody(`Lamp ${index}`);
      const { id, handle, answer } = await publishProduct(send, tenant.adminKey, body);
      const headers = { "X-Tenant": tenant.slug, "Consistency-Token": tokenOf(answer.headers) };
      const read = await send("get", `/v1/store/products/${handle}`, { headers });
      expect(read).toMatchObject({ status: 200, body: { id, title: `Lamp ${index}` } });
      const items = await readAll(send, "/v1/store/products", { headers });
      expect(items.map((item) => item.id)).toContain(id);
    }
  });

  it("is in the store within two seconds for everybody else", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const { id, handle } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
    const read = await eventually(
      2_000,
      () => send("get", `/v1/store/products/${handle}`, { headers: { "X-Tenant": tenant.slug } }),
      ({ status }) => status === 200,
    );
    expect(read.body).toMatchObject({ id });
  });

  it("is gone from the store at once for a reader with the token of its withdrawal", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const { id, handle } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
    const withdrawn = await send("post", `/v1/admin/products/${id}/unpublish`, { key: tenant.adminKey });
    const headers = { "X-Tenant": tenant.slug, "Consistency-Token": tokenOf(withdrawn.headers) };
    expect(await send("get", `/v1/store/products/${handle}`, { headers })).toMatchObject({ status: 404 });
    expect(await readAll(send, "/v1/store/products", { headers })).toEqual([]);
  });
});

describe("a Consistency-Token", () => {
  it("of another tenant, or with one character changed, is refused", async () => {
    const { send, mintTenant } = running();
    const [mine, other] = await Promise.all([mintTenant(), mintTenant()]);
    const { answer } = await publishProduct(send, other.adminKey, productBody("Lamp"));
    const token = tokenOf(answer.headers);
    const flipped = `${token.slice(0, -2)}${token.at(-2) === "A" ? "B" : "A"}${token.at(-1)}`;
    for (const bad of [token, flipped, "nonsense", "a.b.c", token.replace(".", "")]) {
      const headers = { "X-Tenant": mine.slug, "Consistency-Token": bad };
      expect(await send("get", "/v1/store/products", { headers })).toMatchObject({
        status: 400,
        body: {
          code: "invalid-consistency-token",
          errors: [{ pointer: "/header/Consistency-Token" }],
        },
      });
    }
  });
});

describe("a storefront read", () => {
  it("that names the version it has is answered 304 until the product changes", async () => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const { id, handle, answer } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
    const path = `/v1/store/products/${handle}`;
    const at = (token: string) => ({ "X-Tenant": tenant.slug, "Consistency-Token": token });
    const first = await send("get", path, { headers: at(tokenOf(answer.headers)) });
    const tag = first.headers.get("ETag") ?? "";
    const headers = { "X-Tenant": tenant.slug, "If-None-Match": tag };
    expect(await send("get", path, { headers })).toMatchObject({ status: 304, text: "" });
    const changed = await send("patch", `/v1/admin/products/${id}`, {
      key: tenant.adminKey,
      body: { translations: [{ locale: "en", title: "Lantern" }] },
    });
    const again = await send("get", path, {
      headers: { ...at(tokenOf(changed.headers)), "If-None-Match": tag },
    });
    expect(again).toMatchObject({ status: 200, body: { title: "Lantern" } });
  });
});
