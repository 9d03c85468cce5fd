import { describe, expect, it } from "vitest";
import { bodyLimits } from "../../../../src/modules/content/bodies/limits.ts";
import { loadRenderer } from "../../../../src/modules/content/bodies/render.ts";

const render = await loadRenderer();
const markdown = (body: string) => render({ body, format: "markdown" }, "node_1");

describe("a Markdown body", () => {
  it.each([
    ["# Hello *you*", "<h1>Hello <em>you</em></h1>", "Hello you"],
    ["a\\\nb", "<p>a<br />\nb</p>", "a b"],
    ["Salt & pepper < sugar", "<p>Salt &amp; pepper &lt; sugar</p>", "Salt & pepper < sugar"],
    ["![A cat](/cat.png 'Cat')", '<p><img src="/cat.png" alt="A cat" title="Cat" /></p>', ""],
    [
      "<https://example.com>",
      '<p><a href="https://example.com">https://example.com</a></p>',
      "https://example.com",
    ],
    ["~~~js\n1 < 2\n~~~", '<pre><code class="language-js">1 &lt; 2\n</code></pre>', "1 < 2"],
    ["a ~~b~~ c", "<p>a <s>b</s> c</p>", "a b c"],
    [
      "a <mark>b</mark>\n\n<div>\n\n*c*\n\n</div>",
      "<p>a <mark>b</mark></p>\n<div>\n<p><em>c</em></p>\n</div>",
      "a b c",
    ],
  ])("renders %j", (body, html, text) => {
    expect(markdown(body)).toEqual({ html, text });
  });

  it("has tables with aligned cells", () => {
    expect(markdown("|a|b|\n|:-|-:|\n|1|2|").html).toContain(
      '<tr>\n<td align="left">1</td>\n<td align="right">2</td>\n</tr>',
    );
  });

  it("has footnotes, whose anchors differ from those of other bodies in the page", () => {
    const { html } = markdown("Really[^a].\n\n[^a]: Yes *indeed*.");
    expect(html).toContain('<a href="#fn-node_1-1" id="fnref-node_1-1">[1]</a>');
    expect(html).toContain('<li id="fn-node_1-1"><p>Yes <em>indeed</em>.');
    expect(html).toContain('<a href="#fnref-node_1-1">');
  });

  it("that is empty renders as nothing", () => {
    expect([markdown(" \n "), render({ body: null, format: "html" }, "node_1")]).toEqual([
      { html: "", text: "" },
      { html: "", text: "" },
    ]);
  });

  it("is rendered whole at a million characters", () => {
    const { html } = markdown(
      "Some *emphasis* in a [text](https://example.com) of a book.\n\n".repeat(16_000),
    );
    expect(html.match(/<em>/g)).toHaveLength(16_000);
  });
});

describe("a body in another format", () => {
  it("of HTML keeps its formatting, and no script, style or class", () => {
    const body =
      '<h2 class="x" style="color:red">A</h2><figure><img src="/a.png"><figcaption>B</figcaption></figure><script>1</script>';
    expect(render({ body, format: "html" }, "node_1").html).toBe(
      '<h2>A</h2><figure><img src="/a.png" /><figcaption>B</figcaption></figure>',
    );
  });

  it("of plain text has paragraphs and lines, and shows its tags", () => {
    expect(render({ body: "a <b>\nb\n\n\nc & d", format: "plain" }, "node_1")).toEqual({
      html: "<p>a &lt;b&gt;<br />\nb</p>\n<p>c &amp; d</p>",
      text: "a <b> b c & d",
    });
  });

  it("of JSON is shown as code, and its texts are found", () => {
    const body = JSON.stringify({ type: "doc", content: [{ type: "text", text: 'A "b"' }, { text: "<c>" }] });
    const { html, text } = render({ body, format: "json" }, "node_1");
    expect(html).toBe(
      `<pre><code class="language-json">${body.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</code></pre>`,
    );
    expect(text).toBe('A "b" <c>');
  });
});

describe("a body that was made to take long", () => {
  const million = (part: string) => part.repeat(1_000_000 / part.length);
  const numbered = (write: (index: number) => string, count = 30_000) =>
    Array.from({ length: count }, (_, index) => write(index)).join("");

  // Each would take more steps than a body may, more tags, or more characters as HTML.
  it.each<[string, string]>([
    ["brackets", million("[")],
    ["pictures", million("![")],
    ["emphasis", million("*a_ ")],
    ["delimiters", million("_a ")],
    ["list items", million("- a\n")],
    ["headings", million("#\n")],
    ["raw tags", million("a <b>")],
    ["a long address", `[a]: /${"u".repeat(300_000)}\n\n${"[a] ".repeat(100_000)}`],
    ["brackets of footnotes", million("[^")],
  ])("%s: is shown as plain text", (_, body) => {
    const { html } = markdown(body);
    expect(html.replaceAll(/<\/?(?:p|pre)>|<br \/>/g, "")).not.toContain("<");
    expect(html.slice(0, 5)).toMatch(/^<p>|^<pre>/);
  });

  it.each<[string, string]>([
    ["footnotes", numbered((index) => `[^${index}]`) + numbered((index) => `\n\n[^${index}]: x`)],
    ["footnotes in footnotes", `[^0]${numbered((index) => `\n\n[^${index}]: [^${index + 1}]`)}`],
    ["nested quotes", `${"> ".repeat(1_000)}a\n`.repeat(499)],
    ["quotes in one line", million("> ")],
    ["lists in one line", million("- ")],
    ["backticks", numbered((index) => `${"`".repeat(index)} `, 1_400)],
    ["comments", million("a <!-- ")],
    ["blanks", `a${million(" ")}b`],
  ])("%s: costs no more than its length", (_, body) => {
    expect(markdown(body).html.length).toBeLessThan(bodyLimits.html.value);
  });

  it("as HTML is shown as plain text when it has too many tags, or too deep", () => {
    for (const body of [
      million("<b>a</b>"),
      "<div>".repeat(101),
      "<i>".repeat(bodyLimits.htmlTags.value + 1),
    ])
      expect(render({ body, format: "html" }, "node_1").html).toMatch(/^<p>&lt;/);
  });

  it("as plain text has no more tags than another body", () => {
    expect(render({ body: `a${"\na".repeat(400_000)}`, format: "plain" }, "node_1").html).toMatch(
      /^<pre>a\na/,
    );
  });
});
