import Markdown, { type MarkdownIt, type Token } from "markdown-it";
import footnotes from "markdown-it-footnote";
import { TooComplex } from "../../translations/index.ts";
import { bodyLimits } from "./limits.ts";

/*
 * Imported on use only: see `render.ts`. markdown-it takes a time in proportion to the text, whatever is in it, except for
 * footnotes and for references to long addresses. Both are bounded here, and so is how often it looks for something.
 */

/**
 * Renders Markdown as HTML that is not sanitized yet. `anchors` keeps the footnotes of several bodies in a page apart.
 * Throws `TooComplex` beyond the limits.
 */
export function renderMarkdown(text: string, anchors: string): string {
  const { markdown, steps } = mostNotes(text) > bodyLimits.footnotes.value ? withoutNotes() : withNotes();
  steps.left = bodyLimits.steps.value;
  const environment = { docId: anchors };
  const tokens = markdown.parse(text, environment);
  if (lengthOf(tokens) > 2 * bodyLimits.html.value) throw new TooComplex("too-big", "is too long as HTML");
  return markdown.renderer.render(tokens, markdown.options, environment);
}

interface Parser {
  readonly markdown: MarkdownIt;
  readonly steps: { left: number };
}

let notes: Parser | undefined;
let plain: Parser | undefined;

function withNotes(): Parser {
  notes ??= counted(tables().use(footnotes));
  return notes;
}

function withoutNotes(): Parser {
  plain ??= counted(tables());
  return plain;
}

/** CommonMark with tables, whose cells are aligned by an attribute: styles are sanitized away. */
function tables(): MarkdownIt {
  const markdown = new Markdown({ html: true });
  for (const rule of ["th_open", "td_open"])
    markdown.renderer.rules[rule] = (tokens, index, options, _environment, self) => {
      const token = tokens[index];
      const align = token?.attrGet("style")?.toString().replace("text-align:", "");
      if (token !== undefined && align !== undefined) token.attrs = [["align", align]];
      return self.renderToken(tokens, index, options);
    };
  return markdown;
}

/** A parser that counts each place where it looks for something, and stops at the limit. */
function counted(markdown: MarkdownIt): Parser {
  const steps = { left: 0 };
  const step = () => {
    steps.left -= 1;
    if (steps.left < 0) throw new TooComplex("too-big", "has too many places where something could begin");
    return false;
  };
  markdown.inline.ruler.before("text", "counted", step);
  markdown.block.ruler.before("table", "counted", step, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  return { markdown, steps };
}

function mostNotes(text: string): number {
  let count = 0;
  for (const mark of ["[^", "^["])
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}

/** About how long the HTML of tokens will be. A short reference can stand for a long address, thousands of times. */
function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { content, attrs, children }) => {
    const values = attrs?.reduce((length, [, value]) => length + String(value).length, 0) ?? 0;
    return sum + content.length + values + (children === null ? 0 : lengthOf(children));
  }, 0);
}
