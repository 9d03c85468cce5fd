import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openBlog } from "../../../support/wordpress/blog.ts";

const path = "../shared/data/wordpress/theme-unit-test.xml";

const withoutEnd = new Set(["br", "hr", "img", "col", "wbr"]);

/** The first tag of some HTML that is not closed where it should be. */
function unbalancedIn(html: string): string | undefined {
  const open: string[] = [];
  for (const [whole, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z\d]*)[^<>]*>/g)) {
    if (withoutEnd.has(name)) continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) return whole;
  }
  return open[0];
}

describe.skipIf(!existsSync(path))("the export by which WordPress tests its themes, in the store", () => {
  it("has every published post and page as balanced HTML without scripts", async () => {
    const blog = openBlog();
    await blog.import(readFileSync(path, "utf8"));
    await blog.platform.deliverAll();
    const { readModel } = blog.platform;
    const published = blog.nodes().filter(({ status }) => status === "published");
    const stored = readModel.rows("SELECT id FROM nodes WHERE status = 'published' ORDER BY id");
    expect(stored.map(({ id }) => id)).toEqual(published.map(({ id }) => id));
    const bodies = readModel.rows(
      "SELECT node_id, locale, group_concat(html, '') AS html FROM (SELECT * FROM node_bodies ORDER BY part) GROUP BY node_id, locale",
    );
    expect(bodies.length).toBeGreaterThan(60);
    for (const { node_id: id, html } of bodies) {
      expect(unbalancedIn(String(html)), String(id)).toBeUndefined();
      expect(html).not.toMatch(/<(?:script|style|iframe|object|form)|\son\w+=|javascript:/i);
    }
    const texts = readModel.rows("SELECT text FROM content_documents WHERE text LIKE '%<p>%'");
    expect(texts).toEqual([]);
  });
});
