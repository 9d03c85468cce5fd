import { expect, it } from "vitest";
import { canonicalAddress } from "../../../src/http/request/address.ts";

it.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7 ", "203.0.113.7"],
  ["2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1"],
  ["2001:db8::1", "2001:db8::1"],
  ["::", "::"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["0000:0000:0000:0000:0000:ffff:255.255.255.255", "255.255.255.255"],
])("the address %s is recorded as %s", (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical);
});

it.each([
  null,
  "",
  "unknown",
  "256.0.0.1",
  "1.2.3",
  "01.2.3.4",
  "0x7f.1",
  "fe80::1%eth0",
  "2001:db8::1]/x",
  "::1::",
  "shop.example",
  "1".repeat(10_000),
  `${"0".repeat(60)}::1`,
])("what is no address is not recorded: %s", (text) => {
  expect(canonicalAddress(text)).toBeUndefined();
});
