import { describe, expect, it } from "vitest";
import {
  acceptedLocales,
  canonicalLocale,
  listedLocales,
  localeChain,
  localeSchema,
  pickLocale,
  servedLocales,
} from "../../src/kernel/values/locale.ts";

describe("which languages are tried", () => {
  it.each([
    [["de-AT"], "fr", ["de-AT", "de", "fr", "en"]],
    [["zh-Hant-TW"], "en", ["zh-Hant-TW", "zh-Hant", "zh", "en"]],
    [["en"], "de", ["en", "de"]],
    [[], "de", ["de", "en"]],
    [["de", "fr"], "de", ["de", "fr", "en"]],
    [["pt-BR", "de"], "en", ["pt-BR", "pt", "de", "en"]],
  ])("for the wish %j in a shop in %s", (requested, tenantDefault, chain) => {
    expect(localeChain(requested, tenantDefault)).toEqual(chain);
  });

  it("is the first of them there is, else any", () => {
    const entries = [{ locale: "fr" }, { locale: "de" }];
    expect(pickLocale(entries, ["de-AT", "de", "en"])).toEqual({ locale: "de" });
    expect(pickLocale(entries, ["es", "en"])).toEqual({ locale: "fr" });
    expect(pickLocale([], ["en"])).toBeUndefined();
  });
});

describe("Accept-Language", () => {
  it.each([
    ["de", ["de"]],
    ["de-at,de;q=0.8, en;q=0.9", ["de-AT", "en", "de"]],
    ["en;q=0, de", ["de"]],
    ["fr;q=0.5,de;q=0.5", ["fr", "de"]],
    ["*", []],
    ["de;q=2", ["de"]],
    ["de;q=0.1234, fr;q=0.2", ["de", "fr"]],
    ["", []],
    [";;;,,=", []],
    ["not a tag, de", ["de"]],
  ])("%j asks for %j", (header, locales) => {
    expect(acceptedLocales(header)).toEqual(locales);
  });
});

describe("a language tag", () => {
  it.each([
    ["en-us", "en-US"],
    ["ZH-hant-tw", "zh-Hant-TW"],
    ["de", "de"],
    ["iw", "he"],
  ])("%s is kept as %s", (tag, canonical) => {
    expect(canonicalLocale(tag)).toBe(canonical);
    expect(localeSchema.parse(tag)).toBe(canonical);
  });

  it.each(["", "e", "en_US", "english language", "x".repeat(36), "de-", "💩"])("is not %j", (tag) => {
    expect(localeSchema.safeParse(tag).success).toBe(false);
  });
});

describe("the languages to serve", () => {
  const tenant = { defaultLocale: "de", locales: ["de", "fr", "pt", "ar"] };

  it("begin with those of the chain that the tenant has enabled, then come its others", () => {
    expect(servedLocales(["pt-BR"], tenant)).toEqual(["pt", "de", "ar", "fr"]);
    expect(servedLocales([], tenant)).toEqual(["de", "ar", "fr", "pt"]);
  });

  it("have no language that is turned off, not even if it is requested, or English", () => {
    expect(servedLocales(["nl", "en"], tenant)).toEqual(["de", "ar", "fr", "pt"]);
  });

  it("are those of a resource to list; one that has none of them is listed in its own language", () => {
    const entries = [{ locale: "de" }, { locale: "nl" }];
    expect(listedLocales(entries, ["fr", "de"])).toEqual(["de"]);
    expect(listedLocales(entries.slice(1), ["fr", "de"])).toEqual(["nl"]);
  });
});
