import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { useRunning } from "../support/e2e/home.ts";
import { readAll } from "../support/http/products.ts";
import { useBrowser } from "./support/browser.ts";
import { screenshot } from "./support/screenshot.ts";

/** The test data of WordPress themes, which has whatever a theme has to cope with. Its licence keeps it out of here. */
const path = "../shared/data/wordpress/theme-unit-test.xml";
const file = process.env.WORDPRESS_EXPORT ?? path;

const running = useRunning();
const open = useBrowser();
const written = z.looseObject({ slug: z.string(), title: z.string(), html: z.string() });
const reported = z.looseObject({
  failed: z.int(),
  errors: z.array(z.looseObject({ code: z.string(), detail: z.string() })),
});
const shortcode = /\[\/?(caption|gallery|audio|video|embed|playlist)\b[^\]]*\]/g;

const plain = `<!doctype html><meta charset="utf-8"><title>A journal</title>
<style>body { margin: 1rem auto; max-width: 40rem; padding: 0 1rem; font: 1rem/1.5 sans-serif; overflow-wrap: anywhere }
img, video { max-width: 100%; height: auto } pre { overflow: auto }</style><main></main>`;

describe.skipIf(!existsSync(file))("a blog that comes from WordPress", () => {
  let nodes: readonly z.infer<typeof written>[] = [];
  let report: z.infer<typeof reported>;

  beforeAll(async () => {
    const { send, mintTenant } = running();
    const { adminKey: key, slug } = await mintTenant();
    const sent = { key, headers: { "Content-Type": "application/xml" }, body: readFileSync(file, "utf8") };
    const imported = await send("post", "/v1/admin/imports/wordpress", sent);
    report = reported.parse(imported.body);
    expect(report.failed).toBe(0);
    const headers = {
      "X-Tenant": slug,
      "Consistency-Token": imported.headers.get("Consistency-Token") ?? "",
    };
    const slugsOf = async (kind: string) =>
      (await readAll(send, `/v1/admin/${kind}?status=published&limit=100`, { key, headers })).map(
        (node) => `/v1/store/${kind}/${String(node.slug)}`,
      );
    const paths = [...(await slugsOf("posts")), ...(await slugsOf("pages"))];
    nodes = await Promise.all(
      paths.map(async (one) => written.parse((await send("get", one, { headers })).body)),
    );
  });

  it("has posts and pages whose HTML is whole: what a browser makes of it is what it says", async () => {
    const { page } = await open();
    expect(nodes.length).toBeGreaterThan(50);
    for (const { slug, html } of nodes) {
      const parsed = await page.evaluate<string>(
        `(() => { const main = document.createElement("main"); main.innerHTML = ${JSON.stringify(html)}; return main.innerHTML; })()`,
      );
      expect(normal(parsed), slug).toBe(normal(html));
    }
  });

  it("shows no comment of the editor, and no shortcode as text but those that the report names", () => {
    const outside = nodes.map(({ html }) => html.replaceAll(/<(pre|code)>[\s\S]*?<\/\1>/g, "")).join("\n");
    expect(outside).not.toContain("<!--");
    const left = [...outside.matchAll(shortcode)].map(([, name = ""]) => name);
    const said = report.errors.filter(({ code }) => code === "shortcode").map(({ detail }) => detail);
    expect([...new Set(left)].filter((name) => !said.join().includes(name))).toEqual([]);
  });

  it("fits a phone and a screen, in all its posts and pages", async (test) => {
    for (const width of [390, 1280]) {
      const { page } = await open({ viewport: { width, height: 900 } });
      await page.route("**/*", (route) => route.abort());
      await page.setContent(plain);
      const wide: string[] = [];
      for (const { slug, title, html } of nodes) {
        const isWide = await page.evaluate<boolean>(`(() => {
          const main = document.querySelector("main");
          main.innerHTML = "<h1></h1>" + ${JSON.stringify(html)};
          main.querySelector("h1").textContent = ${JSON.stringify(title)};
          return document.documentElement.scrollWidth > innerWidth;
        })()`);
        if (isWide) wide.push(slug);
        if (isWide || shown.test(slug))
          await screenshot(test, page, `wordpress ${slug} ${width}`, { fullPage: true });
      }
      expect(wide).toEqual([]);
      await page.context().close();
    }
  });
});

/** Those with the most to go wrong. */
const shown = /gallery|caption|markup|quote|audio|video|shortcode|table|align|block|format/;

/** The same HTML in one spelling. A browser drops the line break that a `<pre>` begins with. */
function normal(html: string): string {
  return html
    .replaceAll(" />", ">")
    .replaceAll(/<\/(?:source|img|br|hr|col)>/g, "")
    .replaceAll(/<pre>\n?/g, "<pre>")
    .replaceAll("&quot;", '"')
    .replaceAll("\u00a0", "&nbsp;");
}
