import { Parser } from "htmlparser2";

const breaks = new Set(["br", "li", "tr"]);
const paragraphs = new Set([
  "p",
  "div",
  "blockquote",
  "pre",
  "ul",
  "ol",
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
]);

/** The HTML of a comment as plain text, with its paragraphs and lines. A link keeps its address. */
export function textOfHtml(html: string): string {
  let text = "";
  const links: { readonly href: string; readonly from: number }[] = [];
  const around = (name: string) => {
    if (paragraphs.has(name)) text += "\n\n";
    else if (breaks.has(name)) text += "\n";
  };
  const parser = new Parser(
    {
      ontext(part) {
        text += part;
      },
      onopentag(name, { href = "" }) {
        around(name);
        if (name === "a") links.push({ href, from: text.length });
      },
      onclosetag(name) {
        if (paragraphs.has(name)) text += "\n\n";
        if (name !== "a") return;
        const { href = "", from = 0 } = links.pop() ?? {};
        // It says where it leads at once or not at all: links can be in links, and have any length.
        const said = text.slice(from, from + href.length + 200);
        if (/^https?:/i.test(href) && !said.includes(href)) text += ` (${href})`;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html.replaceAll(/\r\n?/g, "\n"));
  // A pattern of spaces before a line break takes forever on many spaces without one.
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
