import { expect, it } from "vitest";
import { canonicalOrigin } from "../../../src/kernel/access/origin.ts";

it.each([
  ["https://shop.example", "https://shop.example"],
  ["HTTPS://Shop.Example", "https://shop.example"],
  ["https://shop.example:443", "https://shop.example"],
  ["http://localhost:80", "http://localhost"],
  ["http://localhost:3000", "http://localhost:3000"],
  ["https://127.0.0.1:8443", "https://127.0.0.1:8443"],
  ["https://[::1]:8443", "https://[::1]:8443"],
  ["https://[0:0:0:0:0:0:0:1]", "https://[::1]"],
  ["https://münchen.example", "https://xn--mnchen-3ya.example"],
])("the origin %s is stored as %s", (text, origin) => {
  expect(canonicalOrigin(text)).toBe(origin);
});

it.each([
  "*",
  "null",
  "",
  "shop.example",
  "//shop.example",
  "https://",
  "https://*",
  "https://*.shop.example",
  "https://shop.example/",
  "https://shop.example/path",
  "https://shop.example?query",
  "https://shop.example#fragment",
  "https://shop.example\\path",
  "https://user@shop.example",
  "https://user:secret@shop.example",
  "https://shop.example:99999",
  "https://shop.example:port",
  "https://shop .example",
  " https://shop.example",
  "https://shop.example\n",
  "https://shop..example",
  "https://%73hop.example",
  "https://-shop.example",
  "https://shop.example,https://other.example",
  "https://shop.example;frame-ancestors",
  "https://shop.example'",
  "ftp://shop.example",
  "javascript://shop.example",
  "file:///etc/passwd",
])("%j is no origin", (text) => {
  expect(canonicalOrigin(text)).toBeNull();
});
