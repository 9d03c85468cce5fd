import { expect, it } from "vitest";
import { settingsPatch, tenantPatch } from "../../../src/modules/tenants/schema.ts";

it("a tenant's domains and its CORS origins are taken in Unicode and stored as browsers send them", () => {
  expect(tenantPatch.parse({ domains: ["Почта.рф", "shop.example"] })).toEqual({
    domains: ["xn--80a1acny.xn--p1ai", "shop.example"],
  });
  expect(settingsPatch.parse({ corsOrigins: ["https://Почта.рф"] })).toEqual({
    corsOrigins: ["https://xn--80a1acny.xn--p1ai"],
  });
});

it("a domain in Unicode is the same domain as in ASCII", () => {
  const twice = tenantPatch.safeParse({ domains: ["почта.рф", "xn--80a1acny.xn--p1ai"] });
  expect(twice.success).toBe(false);
});

it.each(["почта", "почта.рф/path", "user@почта.рф", "почта.рф:80", "*.почта.рф"])(
  "%s isn't a domain",
  (domain) => {
    expect(tenantPatch.safeParse({ domains: [domain] }).success).toBe(false);
  },
);
