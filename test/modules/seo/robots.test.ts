import { expect, it } from "vitest";
import { robotsText } from "../../../src/modules/seo/robots/text.ts";

const sitemap = "https://api.example/v1/store/sitemap.xml";

it("Crawlers may see a shop that says nothing, but not its carts", () => {
  const text = robotsText(null, sitemap);
  expect(text).toMatch(/^User-agent: \*\nDisallow: \/cart\n/);
  expect(text).toContain(`\nSitemap: ${sitemap}\n`);
});

it("What the shop says is said, and names the sitemap once", () => {
  expect(robotsText("User-agent: *\r\nDisallow: /", sitemap)).toBe(
    `User-agent: *\nDisallow: /\n\nSitemap: ${sitemap}\n`,
  );
  const own = "User-agent: *\nAllow: /\nsitemap: https://shop.example/map.xml\n";
  expect(robotsText(own, sitemap)).toBe(own);
});
