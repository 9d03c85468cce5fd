import { describe, expect, it } from "vitest";
import { openShop } from "../../../support/node/shop.ts";
import { exportOf, importInto, lineAbout } from "../../transfers/given.ts";

/** An export of a page whose blocks have a link, in both languages. */
function exportWith(link: string) {
  const shop = openShop();
  shop.must("tenants.changeSettings", { locales: ["en", "de"] });
  const cta = { label: "More", url: "/more" };
  const data = { title: "Hello", cta };
  const translations = [{ locale: "de", data: { cta: { label: "Mehr", url: "/mehr" } } }];
  shop.must("content.createPage", {
    translations: [{ locale: "en", title: "Home" }],
    blocks: [
      { type: "hero", data, translations },
      { type: "spacer", data: { height: 8 } },
    ],
  });
  const lines = exportOf(shop);
  const at = lineAbout(lines, "node");
  return lines.map((line, index) => (index === at ? line.replace('"/mehr"', JSON.stringify(link)) : line));
}

describe("an export of blocks", () => {
  it("is imported as it was sent", () => {
    expect(importInto(openShop(), exportWith("/mehr"))).toBeNull();
  });

  it.each(["javascript:alert(1)", "//evil.example"])("is refused with a link to %j", (link) => {
    expect(importInto(openShop(), exportWith(link))).toMatchObject({
      code: "invalid-export",
      errors: [{ pointer: expect.stringMatching(/\/state\/blocks\/0\/translations\/0\/data\/cta\/url$/) }],
    });
  });
});
