import { expect, it } from "vitest";
import { isInlineImage } from "../../../../src/modules/products/images/inline.ts";

const svg = (inside: string, more = "") => `<svg xmlns='http://www.w3.org/2000/svg'${more}>${inside}</svg>`;
const drawn = (text: string) => `data:image/svg+xml,${encodeURIComponent(text)}`;

it.each([
  "data:image/png;base64,iVBORw0KGgo=",
  drawn(
    svg("<g fill='none'><path d='M0 0h9' stroke=\"#f00\"/></g><text x='1'>A</text>", " viewBox='0 0 9 9'"),
  ),
  `data:image/svg+xml;base64,${btoa(svg("<circle r='1'/>"))}`,
])("an image may be %s", (url) => {
  expect(isInlineImage(url)).toBe(true);
});

it.each([
  ["a script", drawn(svg("<script>alert(1)</script>"))],
  ["a script in base64", `data:image/svg+xml;base64,${btoa(svg("<script>alert(1)</script>"))}`],
  ["a handler", drawn(svg("", " onload='alert(1)'"))],
  ["a handler after a slash", drawn("<svg/onload=alert(1)>")],
  ["a link", drawn(svg("<a href='javascript:alert(1)'><path/></a>"))],
  ["HTML", drawn(svg("<foreignObject><p/></foreignObject>"))],
  ["an animation", drawn(svg("<set attributeName='onclick' to='alert(1)'/>"))],
  ["an entity", drawn(`<!DOCTYPE svg [<!ENTITY a "<script>">]>${svg("&a;")}`)],
  ["an instruction", drawn(`<?xml-stylesheet href='x'?>${svg("")}`)],
  ["what nobody can decode", "data:image/svg+xml,%"],
  ["a page", "data:text/html,<p>x</p>"],
])("an image may not have %s", (_, url) => {
  expect(isInlineImage(url)).toBe(false);
});

it("a long attribute takes no time", () => {
  const begin = performance.now();
  isInlineImage(drawn(`<svg ${"a='1' ".repeat(600)}`));
  isInlineImage(drawn(`<svg${" ".repeat(3_900)}`));
  expect(performance.now() - begin).toBeLessThan(200);
});
