import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { cleanHtml } from "../../../src/modules/translations/clean-html.ts";
import { richTextLimits } from "../../../src/modules/translations/limits.ts";
import { richText } from "../../../src/modules/translations/rich-text.ts";
import { cpuMs } from "../../support/cpu.ts";

describe("a description", () => {
  it.each([
    ["<p>Soft <strong>linen</strong></p>", "<p>Soft <strong>linen</strong></p>"],
    ["Salt & pepper > sugar", "Salt & pepper > sugar"],
    ["  <p>x</p>\n", "<p>x</p>"],
    ['<a href="https://a.example" onclick="x()">a</a>', '<a href="https://a.example">a</a>'],
    ['<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
    ['<a href=" java\nscript:alert(1)">a</a>', "<a>a</a>"],
    ["<script>alert(1)</script>after", "after"],
    ["<style>p{}</style><p style='color:red' class='x' id='y'>p</p>", "<p>p</p>"],
    ['<img src=x onerror="alert(1)">', '<img src="x" />'],
    ['<img src="data:text/html,<script>">', "<img />"],
    ["<iframe src='https://evil.example'></iframe>", ""],
    ["<svg><script>alert(1)</script></svg>", ""],
    ["1 < 2 & 3", "1 &lt; 2 &amp; 3"],
    ["<p>open", "<p>open</p>"],
    ["<!-- nothing --><p>x</p>", "<p>x</p>"],
  ])("of %j becomes %j", (html, kept) => {
    expect(cleanHtml(html)).toBe(kept);
  });

  it("that is blank or only has forbidden markup is null", () => {
    for (const html of ["", " \n ", "<script>x</script>", null]) expect(richText.parse(html)).toBeNull();
  });

  it("that is too long once escaped is refused, not cut", () => {
    expect(richText.safeParse(`<p>${"&".repeat(50_000)}</p>`).success).toBe(false);
    expect(richText.safeParse(`<p>${"a".repeat(90_000)}</p>`).success).toBe(true);
  });
});

describe("the limits of a description", () => {
  const { description, htmlDepth, htmlTags } = richTextLimits;
  const errorOf = (html: string) => richText.safeParse(html).error?.issues[0];
  const nested = (depth: number) => `${"<b>".repeat(depth)}x${"</b>".repeat(depth)}`;

  it("refuse tags nested too deep", () => {
    expect(richText.parse(nested(htmlDepth.value))).toBe(nested(htmlDepth.value));
    expect(errorOf(nested(htmlDepth.value + 1))).toMatchObject({ params: { code: "too-deep" } });
    expect(errorOf("<svg>".repeat(htmlDepth.value + 1))).toMatchObject({ params: { code: "too-deep" } });
  });

  it("refuse too many tags", () => {
    const tags = (count: number) => `<p>${"<br />".repeat(count - 1)}</p>`;
    expect(richText.parse(tags(htmlTags.value))).toBe(tags(htmlTags.value));
    expect(errorOf(tags(htmlTags.value + 1))).toMatchObject({ params: { code: "too-many" } });
  });

  it("refuse as many less-than signs as tags and their ends have", () => {
    const signs = (count: number) => "< ".repeat(count);
    expect(richText.safeParse(signs(2 * htmlTags.value)).success).toBe(true);
    expect(errorOf(signs(2 * htmlTags.value + 1))).toMatchObject({ params: { code: "too-many" } });
  });

  it("refuse a text that is too long, before anything else", () => {
    const html = "<b>".repeat(description.value);
    expect(errorOf(html)).toMatchObject({ code: "too_big" });
    expect(cpuMs(() => richText.safeParse(html))).toBeLessThan(100);
  });
});

describe("the URLs of a description", () => {
  it.each([
    ['<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2.5x" />', "a.jpg 1x, b.jpg 2.5x"],
    ['<img src="a.jpg" srcset="a,1.jpg 100w 50h, b 200w" />', "a,1.jpg 100w 50h, b 200w"],
    ['<source srcset="https://a.example/w_100,h_50/a.jpg" />', "https://a.example/w_100,h_50/a.jpg"],
  ])("stay in %s", (html, srcset) => {
    expect(cleanHtml(html)).toContain(`srcset="${srcset}"`);
  });

  it.each([
    ['<img src="a.jpg" srcset="a.jpg x" />', '<img src="a.jpg" />'],
    ['<img src="a.jpg" srcset="a.jpg,,b.jpg" />', '<img src="a.jpg" />'],
    ['<img src="a.jpg" srcset="a 1x 2x, b 0w" />', '<img src="a.jpg" />'],
    ['<a href="x<!---->y" title="<!-- -->">a</a>', '<a title="&lt;!-- --&gt;">a</a>'],
  ])("are dropped from %s if they are malformed", (html, kept) => {
    expect(cleanHtml(html)).toBe(kept);
  });
});

/** Some of them took seconds, or logged gigabytes. */
it.each([
  ["nested tags", "<b>", "", ""],
  ["nested and unknown tags", "</x>", "<i>".repeat(16_000), ""],
  ["half tags", "<<b>", "", ""],
  ["nested tables", "<table><tr><td>", "", ""],
  ["list items", "<li><p>", "", ""],
  ["unclosed attributes", "<a a a a a ", "", ""],
  ["attributes", "a=", "<a ", ">"],
  ["entities", "&amp", "<b>", ""],
  ["digits", "1", "<b>&#", ""],
  ["comments", "<!--", "", ""],
  ["comments in a URL", "<!---->", "<a href='x", "'>"],
  ["commas in an image's sources", ",", "<img srcset='a", "b,'>"],
  ["malformed sources of an image", "a b,", "<img srcset='", "'>"],
])("a description of %s takes time in proportion to its length", (_, unit, head, tail) => {
  const log = vi.spyOn(console, "log");
  const length = richTextLimits.description.value - head.length - tail.length;
  const html = head + unit.repeat(length / unit.length) + tail;
  expect(cpuMs(() => richText.safeParse(html))).toBeLessThan(1_000);
  expect(log).not.toHaveBeenCalled();
});

/** Pieces of benign and hostile markup, complete and broken, in any order. */
const pieces = fc.constantFrom(
  ..."<p>,</p>,<b>,</b>,<,>,</,/>,&,&amp;,&lt;,&lt;script&gt;,<script>,</script>,<svg>,<math>,<style>,</style>".split(
    ",",
  ),
  ...["<img src='x' onerror=a>", "<a href=javascript:1>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>"],
  ...[
    "<noscript>",
    "<textarea>",
    "</textarea>",
    "<title>",
    "<table><td>",
    "<p title='&quot;<b>'>",
    "\u0000",
    "'",
    '"',
  ],
);
const markup = fc
  .array(fc.oneof(pieces, fc.string({ unit: "grapheme" })), { maxLength: 12 })
  .map((parts) => parts.join(""));

describe("sanitized HTML", () => {
  it("doesn't change when it is sanitized again", () => {
    fc.assert(
      fc.property(markup, (html) => {
        const once = cleanHtml(html);
        expect(cleanHtml(once)).toBe(once);
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });

  it("has no tag, attribute or URL that can run code", () => {
    fc.assert(
      fc.property(markup, (html) => {
        const tags = cleanHtml(html).match(/<[^>]*>?/g) ?? [];
        for (const tag of tags)
          expect(tag).not.toMatch(
            /^<\/?(?:script|style|svg|math|iframe|object|textarea)|\son\w+=|javascript:/i,
          );
      }),
      { seed: 2, numRuns: 5_000 },
    );
  });
});
