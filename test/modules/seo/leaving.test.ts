import { describe, expect, it } from "vitest";
import { exportOf, importInto, lineAbout, parsed } from "../transfers/given.ts";
import { openStorefront } from "./given.ts";

type Storefront = ReturnType<typeof openStorefront>;

const pathsIn = (shop: Storefront) =>
  shop.tenant.storage.rows("SELECT from_path, target FROM redirects ORDER BY from_path");

/** An export with one redirect, whose line says something else. */
function exportWith(more: object): readonly string[] {
  const shop = openStorefront();
  shop.made("seo.createRedirect", { from: "/a", to: "/b" });
  const lines = exportOf(shop);
  const at = lineAbout(lines, "redirect");
  return lines.map((line, index) => {
    const { state, ...rest } = parsed(line);
    return index === at ? JSON.stringify({ ...rest, state: { ...Object(state), ...more } }) : line;
  });
}

describe("an export of redirects", () => {
  it("can be imported although two of them swap their paths meanwhile", () => {
    const shop = openStorefront();
    const one = shop.made("seo.createRedirect", { from: "/a", to: "/x" });
    const other = shop.made("seo.createRedirect", { from: "/b", to: "/y" });
    const change = (id: string, from: string) => shop.must("seo.updateRedirect", { id, patch: { from } });
    const lines = exportOf(shop, (page) => {
      if (page !== 2) return;
      change(one, "/c");
      change(other, "/a");
      change(one, "/b");
    });
    const target = openStorefront();
    expect(importInto(target, lines)).toBeNull();
    expect(pathsIn(target)).toEqual(pathsIn(shop));
  });

  it.each([
    ["to", "javascript:alert(1)", "invalid-url"],
    ["to", "//evil.example", "invalid-url"],
    ["to", "/b/", "invalid-url"],
    ["to", "/a?again", "redirect-loop"],
    ["from", "//evil.example", "invalid-url"],
    ["from", "/a/../b", "invalid-url"],
  ])("is refused where input would be: %s is %j", (field, value, code) => {
    expect(importInto(openStorefront(), exportWith({ [field]: value }))).toMatchObject({
      code: "invalid-export",
      errors: [{ pointer: expect.stringMatching(new RegExp(`/state/${field}$`)), code }],
    });
  });

  it("is refused at its end if its redirects lead back to each other", () => {
    const shop = openStorefront();
    shop.made("seo.createRedirect", { from: "/a", to: "/c" });
    shop.made("seo.createRedirect", { from: "/b", to: "/d" });
    shop.tenant.storage.rows("UPDATE redirects SET target = '/b', target_path = '/b' WHERE from_path = '/a'");
    shop.tenant.storage.rows("UPDATE redirects SET target = '/a', target_path = '/a' WHERE from_path = '/b'");
    expect(importInto(openStorefront(), exportOf(shop))).toMatchObject({
      code: "invalid-export",
      errors: [{ detail: expect.stringContaining("redirected too") }, {}],
    });
  });
});
