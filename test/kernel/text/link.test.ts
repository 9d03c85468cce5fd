import { expect, it } from "vitest";
import { isLink } from "../../../src/kernel/text/link.ts";

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
])("%j is no link", (text) => {
  expect(isLink(text)).toBe(false);
});
