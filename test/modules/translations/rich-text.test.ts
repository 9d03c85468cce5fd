import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanHtml } from "../../../src/modules/translations/clean-html.ts";
import { richText } from "../../../src/modules/translations/rich-text.ts";

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
