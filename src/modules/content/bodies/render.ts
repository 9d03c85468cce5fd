import { cleanHtml, type HtmlRules, TooComplex } from "../../translations/index.ts";
import type { BodyFormat } from "../nodes/translation.ts";
import { bodyLimits } from "./limits.ts";

/** A body as readers get it. */
export interface Rendered {
  /** Sanitized. Empty for an empty body. */
  readonly html: string;
  /** What it says, without any markup. */
  readonly text: string;
}

/** A body to render. */
export interface Body {
  readonly body: string | null;
  readonly format: BodyFormat;
}

/** Renders bodies. `anchors` keeps the footnotes of several bodies in one page apart: letters, digits and `_`. */
export type Renderer = (body: Body, anchors: string) => Rendered;

/** Loads the renderer. Few requests need it, so no isolate begins with it. */
export async function loadRenderer(): Promise<Renderer> {
  const { renderMarkdown } = await import("./markdown.ts");
  return ({ body, format }, anchors) => {
    if (body === null || body.trim() === "") return { html: "", text: "" };
    const html = htmlOf(body, format, (text) => renderMarkdown(text, anchors));
    return { html, text: format === "json" ? textOfJson(body) : textOf(html) };
  };
}

/** HTML of bodies may also have footnotes, which refer to each other, aligned cells, and code that says its language. */
const ofBodies: HtmlRules = {
  characters: bodyLimits.html.value,
  depth: bodyLimits.htmlDepth.value,
  tags: bodyLimits.htmlTags.value,
  attributes: {
    a: { id: /^fnref-\w+-\d+(?::\d+)?$/ },
    li: { id: /^fn-\w+-\d+$/ },
    code: { class: /^language-[\w+#-]{1,32}$/ },
    th: { align: /^(?:left|center|right)$/ },
    td: { align: /^(?:left|center|right)$/ },
  },
};

function htmlOf(body: string, format: BodyFormat, markdown: (text: string) => string): string {
  if (format === "plain") return plainHtml(body);
  if (format === "json") return `<pre><code class="language-json">${escaped(body)}</code></pre>`;
  try {
    return cleanHtml(format === "markdown" ? markdown(body) : body, ofBodies);
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    return plainHtml(body);
  }
}

/** Plain text as HTML: a paragraph for each part between blank lines. What has too many lines for that stays as it is. */
function plainHtml(text: string): string {
  const whole = escaped(text.trim());
  if (whole.split("\n", bodyLimits.htmlTags.value).length === bodyLimits.htmlTags.value)
    return `<pre>${whole}</pre>`;
  return whole
    .split(/\r?\n[ \t]*\r?\n\s*/)
    .map((part) => `<p>${part.split(/\r?\n/).join("<br />\n")}</p>`)
    .join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };

/** The text of sanitized HTML, which escapes nothing but these four. */
function textOf(html: string): string {
  return html
    .replaceAll(
      /<(?:\/(?:p|h\d|li|d[dt]|t[dh]|div|blockquote|pre|summary|(?:fig)?caption)|br \/|hr \/)>/g,
      " ",
    )
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll(/&(lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The texts in JSON of an editor, which stand under `text` in all that are common. */
function textOfJson(json: string): string {
  return [...json.slice(0, longestJson).matchAll(/"text"\s*:\s*("(?:[^"\\]|\\.)*")/g)]
    .map(([, text]) => stringIn(text ?? '""'))
    .join(" ");
}

const longestJson = 100_000;

function stringIn(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}
