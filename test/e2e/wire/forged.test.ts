import { expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { productBody } from "../../support/http/products.ts";

const running = useRunning();

const auditPage = z.looseObject({
  items: z.array(z.looseObject({ action: z.string(), address: z.string().nullable() })),
});

it("a caller cannot choose the address that the audit log shows", async () => {
  const { send, mintTenant } = running();
  const { adminKey: key } = await mintTenant();
  const headers = {
    "CF-Connecting-IP": "203.0.113.7",
    "X-Forwarded-For": "203.0.113.7",
    "X-Real-IP": "203.0.113.7",
    "MF-CF-Blob": '{"clientIp":"203.0.113.7"}',
  };
  expect((await send("post", "/v1/admin/products", { key, headers, body: productBody("Lamp") })).status).toBe(
    201,
  );
  const created = await eventually(
    10_000,
    async () => {
      const page = auditPage.parse((await send("get", "/v1/admin/audit", { key })).body);
      return page.items.find(({ action }) => action === "catalogue.createProduct");
    },
    (entry) => entry !== undefined,
  );
  expect(created?.address).toBe("127.0.0.1");
});

it("a caller cannot choose the URL, the host or the Worker that gets the request", async () => {
  const { send, mintTenant } = running();
  const { slug } = await mintTenant();
  const headers = {
    "MF-Original-URL": "http://nobody.localhost/v1/nowhere",
    "MF-Original-Hostname": "nobody.localhost",
    "MF-Route-Override": "other",
    "X-Forwarded-Proto": "https",
  };
  const answer = await send("get", "/v1/store/products", { host: `${slug}.localhost`, headers });
  expect(answer).toMatchObject({ status: 200, body: { items: [] } });
});
