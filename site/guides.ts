import { html, raw } from "hono/html";
import { layout } from "../src/http/pages/layout.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Guide, Guides } from "./read-guides.ts";

/** The pages of the guides, and the guides as Markdown. */
export async function guideFiles({ index, guides }: Guides): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    "guides/index.html": await page(
      null,
      { name: "", title: "Guides", summary: "", markdown: index },
      guides,
    ),
  };
  for (const guide of guides) {
    files[`guides/${guide.name}.html`] = await page(guide, guide, guides);
    files[`guides/${guide.name}.md`] = guide.markdown;
  }
  return files;
}

async function page(
  current: Guide | null,
  { title, summary, markdown, name }: Guide,
  guides: readonly Guide[],
) {
  const at = current === null ? -1 : guides.indexOf(current);
  const next = guides[at + 1];
  // The text comes first, so that a narrow screen and a screen reader begin with it.
  const body = html`<div class="guide">
<main id="main" class="text">${raw(renderMarkdown(markdown))}
<footer>${next === undefined ? "" : html`<p>Next: <a href="/docs/guides/${next.name}">${next.title}</a></p>`}
${current === null ? "" : html`<p><a href="/docs/guides/${name}.md">This guide as Markdown</a></p>`}</footer>
</main>
<nav class="side" aria-label="Guides"><ul>${guides.map(
    (one) =>
      html`<li><a href="/docs/guides/${one.name}"${one === current ? raw(' aria-current="page"') : ""}>${one.title}</a></li>`,
  )}</ul></nav></div>`;
  const path = current === null ? "/docs/guides" : `/docs/guides/${name}`;
  return String(await layout({ title, description: summary || "How to build on RusToK Edge.", path, body }));
}
