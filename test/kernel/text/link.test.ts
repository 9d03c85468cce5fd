import { expect, it } from "vitest";
import { encodedAddress, isLink, linkSchema } from "../../../src/kernel/text/link.ts";

it.each([
  "https://example.com/a?b=c#d",
  "http://example.com",
  "HTTPS://EXAMPLE.COM",
  "mailto:ada@example.com",
  "/about",
  "/",
  "about/team",
  "../up",
  "?q=lamp",
  "#top",
  "/a:b",
  "./a:b",
])("%s is a link", (text) => {
  expect(isLink(text)).toBe(true);
});

it.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  "java\tscript:alert(1)",
  " javascript:alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "file:///etc/passwd",
  "ftp://example.com",
  "//example.com",
  "/\\example.com",
  "\\\\example.com",
  "https:example.com",
  "https://",
  "mailto:",
  "1a:b",
  "a b",
  "javascript&colon;alert(1)",
  "&#106;avascript:alert(1)",
])("%j is no link", (text) => {
  expect(isLink(text)).toBe(false);
});

it("a link ends no attribute of the page that it is put into", () => {
  expect(linkSchema.parse('/a?b="><svg/onload=`x`>')).toBe("/a?b=%22%3E%3Csvg/onload=%60x%60%3E");
});

it.each([
  ["https://shop.example/a b", "https://shop.example/a%20b"],
  [" https://shop.example/\u0001", "https://shop.example/"],
  ["https://shop.example/?q=%22&r='", "https://shop.example/?q=%22&r='"],
])("the address %j is kept as %s, and stays so", (sent, kept) => {
  expect(encodedAddress(sent)).toBe(kept);
  expect(encodedAddress(kept)).toBe(kept);
});
