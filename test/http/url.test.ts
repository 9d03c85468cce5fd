import { describe, expect, it } from "vitest";
import { canonicalPath } from "../../src/http/request/url.ts";

describe("a canonical path", () => {
  it.each([
    ["/v1/store/products", "/v1/store/products"],
    ["/v1/st%6fre/pr%6Fducts", "/v1/store/products"],
    ["/caf%c3%a9", "/caf%C3%A9"],
    ["/a%2fb", "/a%2Fb"],
    ["/a%252fb", "/a%252fb"],
    ["/a+b", "/a%2Bb"],
    ["/%2e%2e", "/.."],
    ["//a//", "//a//"],
  ])("of %s is %s", (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });

  it.each(["/%", "/%4", "/%zz", "/%ff", "/%c0%af", "/%ED%A0%80"])("does not exist for %s", (path) => {
    expect(canonicalPath(path)).toBeNull();
  });
});
