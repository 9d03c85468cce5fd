import { expect, it } from "vitest";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const setOrigins = (key: string, corsOrigins: readonly string[]) =>
  send("patch", "/v1/admin/settings", { key, body: { corsOrigins } });

it("CORS origins are stored in the form in which browsers send them", async () => {
  const { adminKey } = await mintTenant();
  const answer = await setOrigins(adminKey, ["HTTPS://Shop.Example:443", "http://localhost:3000"]);
  expect(answer).toMatchObject({
    status: 200,
    body: { corsOrigins: ["https://shop.example", "http://localhost:3000"] },
  });
});

it("CORS origins are refused if they are more than an origin, and if one is given twice", async () => {
  const { adminKey } = await mintTenant();
  expect(await setOrigins(adminKey, ["https://shop.example", "https://shop.example/path"])).toMatchObject({
    status: 400,
    body: { code: "validation-failed", errors: [{ pointer: "/corsOrigins/1" }] },
  });
  expect(await setOrigins(adminKey, ["https://shop.example", "https://SHOP.example:443"])).toMatchObject({
    status: 400,
    body: { code: "validation-failed", errors: [{ pointer: "/corsOrigins" }] },
  });
});
