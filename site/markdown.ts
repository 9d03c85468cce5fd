import { Marked, type Tokens } from "marked";

/** Renders a guide. Links to other guides become links to their pages. */
export function renderMarkdown(markdown: string): string {
  return new Marked({ renderer: { heading, link, code, table } }).parse(markdown, { async: false });
}

/** The id of a heading, as GitHub makes it. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/<[^>]+>|&[a-z]+;|[^\w\s-]/g, "")
    .trim()
    .replaceAll(/\s+/g, "-");
}

/** The path of what a guide links to. */
export function hrefOf(href: string): string {
  const [, name, fragment = ""] = /^(?:\.\.\/)?([a-z-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (name === undefined) return href;
  return name === "index" ? `/docs/guides${fragment}` : `/docs/guides/${name}${fragment}`;
}

type Renderer = { parser: { parseInline: (tokens: Tokens.Generic[]) => string } };

function heading(this: Renderer, { tokens, depth, text }: Tokens.Heading): string {
  const inner = this.parser.parseInline(tokens);
  const id = slugOf(text);
  if (depth === 1) return `<h1>${inner}</h1>\n`;
  return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${inner}</a></h${depth}>\n`;
}

function link(this: Renderer, { href, tokens }: Tokens.Link): string {
  return `<a href="${escaped(hrefOf(href))}">${this.parser.parseInline(tokens)}</a>`;
}

function code({ text, lang = "" }: Tokens.Code): string {
  const [language = ""] = lang.split(" ");
  return `<pre class="${escaped(language)}"><code>${escaped(text)}</code></pre>\n`;
}

/** A wide table scrolls, so the keyboard has to reach it. */
function table(this: Renderer, { header, rows }: Tokens.Table): string {
  const cells = (row: readonly Tokens.TableCell[], tag: "th" | "td") =>
    row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
  return `<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${cells(header, "th")}</tr></thead><tbody>${body}</tbody></table></div>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
