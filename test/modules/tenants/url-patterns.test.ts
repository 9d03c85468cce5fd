import { describe, expect, test } from "vitest";
import { plainTenant } from "../../../src/kernel/access/tenant.ts";
import { absoluteUrl, type PageName, pageUrl } from "../../../src/modules/tenants/index.ts";
import { urlPatternsInput } from "../../../src/modules/tenants/settings/url-patterns.ts";

const shop = plainTenant({ id: "ten_1", slug: "shop", name: "Shop" });
const mug: PageName = { kind: "product", id: "prod_1", handle: "mug", locale: "de" };

describe("the URL of a page", () => {
  test("is made by the pattern of its kind", () => {
    const urlPatterns = urlPatternsInput.parse({ product: "/{locale}/p/{handle}?id={id}" });
    expect(pageUrl({ urlPatterns }, mug)).toBe("/de/p/mug?id=prod_1");
  });

  test("is made by the default of a kind that the shop has not set", () => {
    expect(pageUrl({ urlPatterns: urlPatternsInput.parse({}) }, mug)).toBe("/products/mug");
    expect(pageUrl(shop, { ...mug, kind: "post" })).toBe("/blog/mug");
  });

  test("keeps letters of a handle that mean something in a URL", () => {
    expect(pageUrl(shop, { ...mug, handle: "чай?a/b" })).toBe("/products/%D1%87%D0%B0%D0%B9%3Fa%2Fb");
  });

  test("is absolute under the shop's first origin, or the one that the request came to", () => {
    const requested = "https://api.example/v1/store/menus/header";
    expect(absoluteUrl({ corsOrigins: ["https://shop.example"] }, "/products/mug", requested)).toBe(
      "https://shop.example/products/mug",
    );
    expect(absoluteUrl({ corsOrigins: [] }, "/products/mug", requested)).toBe(
      "https://api.example/products/mug",
    );
    expect(
      absoluteUrl({ corsOrigins: ["https://shop.example"] }, "https://blog.example/mug", requested),
    ).toBe("https://blog.example/mug");
  });
});

describe("a pattern", () => {
  const accepts = (pattern: string) => urlPatternsInput.safeParse({ post: pattern }).success;

  test.each(["/{slug}", "/blog/{id}-{handle}", "https://blog.example/{locale}/{slug}", "/a?b={id}#c"])(
    "may be %s",
    (pattern) => expect(accepts(pattern)).toBe(true),
  );

  test.each([
    "",
    "{slug}",
    "/blog",
    "/{locale}",
    "/{title}/{slug}",
    "//evil.example/{slug}",
    "/\\evil.example/{slug}",
    "javascript:alert('{slug}')",
    "https://{slug}.example/",
    "https://a:b@shop.example/{slug}",
    "/{slug}\n",
    "/{slug",
    `/{slug}${"x".repeat(500)}`,
  ])("cannot be %j", (pattern) => expect(accepts(pattern)).toBe(false));
});
