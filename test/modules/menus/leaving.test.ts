import { describe, expect, it } from "vitest";
import { openShop } from "../../support/node/shop.ts";
import { exportOf, importInto, lineAbout } from "../transfers/given.ts";
import { item, openMenus } from "./given.ts";

/** An export of a menu with a link on its second level. */
function exportWith(link: string) {
  const menus = openMenus();
  menus.menu([item("Help", { children: [item("About", { url: "/about" })] })]);
  const lines = exportOf(menus);
  const at = lineAbout(lines, "menu");
  return lines.map((line, index) => (index === at ? line.replace('"/about"', JSON.stringify(link)) : line));
}

describe("an export of menus", () => {
  it("is imported with its links", () => {
    expect(importInto(openShop(), exportWith("/about"))).toBeNull();
  });

  it.each(["javascript:alert(1)", "//evil.example", "data:text/html,x", ""])(
    "is refused with a link that input would refuse: %j",
    (link) => {
      expect(importInto(openShop(), exportWith(link))).toMatchObject({
        code: "invalid-export",
        errors: [{ pointer: expect.stringMatching(/\/state\/items\/0\/children\/0\/url$/) }],
      });
    },
  );
});
