import { describe, expect, it } from "vitest";
import { convertBody } from "../../../src/modules/wordpress/body/body.ts";
import { plainText } from "../../../src/modules/wordpress/body/plain.ts";

const htmlOf = (text: string) => convertBody(text).html;

describe("a body of the classic editor", () => {
  it("has a paragraph for each part between blank lines, and breaks for new lines", () => {
    expect(htmlOf("One\nTwo\r\n\r\n\r\nThree")).toBe("<p>One<br>\nTwo</p>\n<p>Three</p>");
  });

  it("keeps blocks as they are", () => {
    const list = "<ul>\n<li>One</li>\n</ul>";
    expect(htmlOf(`Before\n\n${list}\n\nAfter`)).toBe(`<p>Before</p>\n${list}\n<p>After</p>`);
    expect(htmlOf("<h2>Title</h2>")).toBe("<h2>Title</h2>");
    expect(htmlOf("<em>No</em> block")).toBe("<p><em>No</em> block</p>");
  });

  it("keeps every line of what is preformatted", () => {
    const code = "<pre>one\n\n  two\n</pre>";
    expect(htmlOf(`A\n\n${code}\n\nB`)).toBe(`<p>A</p>\n\n${code}\n\n<p>B</p>`);
  });

  it("has no mark where it is divided", () => {
    expect(htmlOf("One<!--more-->Two")).toBe("<p>OneTwo</p>");
  });

  it("is nothing if it is empty", () => {
    expect(htmlOf("")).toBe("");
    expect(htmlOf(" \n\n ")).toBe("");
  });
});

describe("a body of the block editor", () => {
  it("is its HTML", () => {
    const { html, left } = convertBody(
      '<!-- wp:paragraph {"align":"left"} -->\n<p>One\n\nTwo</p>\n<!-- /wp:paragraph -->',
    );
    expect(html).toBe("<p>One\n\nTwo</p>");
    expect(left).toEqual([]);
  });

  it("names the blocks that are made for each visitor", () => {
    const text =
      '<!-- wp:latest-posts {"postsToShow":5} /--><!-- wp:core/search /--><!-- wp:more --><!--more--><!-- /wp:more -->';
    expect(convertBody(text)).toEqual({ html: "", left: ["wp:latest-posts", "wp:core/search"] });
  });
});

describe("a shortcode", () => {
  it("of a caption becomes a figure", () => {
    expect(
      htmlOf('[caption id="a" width="3"]<a href="x"><img src="y" /></a> Said <em>so</em>[/caption]'),
    ).toBe('<figure><a href="x"><img src="y" /></a><figcaption>Said <em>so</em></figcaption></figure>');
  });

  it("of something elsewhere becomes a link", () => {
    const link = '<a href="https://a.example/?b=1&amp;c=2">https://a.example/?b=1&amp;c=2</a>';
    expect(htmlOf("[embed]https://a.example/?b=1&c=2[/embed]")).toBe(`<p>${link}</p>`);
    expect(htmlOf('[audio mp3="https://a.example/?b=1&amp;c=2"][/audio]')).toBe(`<p>${link}</p>`);
    expect(htmlOf("[audio https://a.example/?b=1&amp;c=2]")).toBe(`<p>${link}</p>`);
  });

  it("that is not known stays as text, and is named", () => {
    expect(
      convertBody('[gallery ids="1,2"] [contact-form to="x"] [b]bold[/b] [1] [sic] [...]'),
    ).toMatchObject({
      html: '<p>[gallery ids="1,2"] [contact-form to="x"] [b]bold[/b] [1] [sic] [...]</p>',
      left: ["gallery", "contact-form"],
    });
    expect(convertBody("[audio old.mp3] [playlist]").left).toEqual(["audio", "playlist"]);
  });
});

describe("a hostile body", () => {
  const times = 200_000;
  it.each([
    "<!--",
    "<!-- wp:a {",
    "[caption]",
    "[caption ",
    "[audio ",
    "[a b=",
    "<pre ",
    "\n ",
    "[embed]",
    "<",
    "[/a",
  ])("of %j over and over is converted", (text) => {
    // In quadratic time, this would be hours.
    expect(convertBody(text.repeat(times)).html.length).toBeLessThan(3 * text.length * times);
  });
});

it("a title is text without tags and entities", () => {
  expect(plainText("Markup: <em>With</em> &amp; &#8220;more&#8221;\n <script>x</script>")).toBe(
    "Markup: With & “more” x",
  );
});
