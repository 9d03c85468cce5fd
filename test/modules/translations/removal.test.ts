import { describe, expect, it } from "vitest";
import { decideUpdate } from "../../../src/modules/products/rules.ts";
import { productPatch } from "../../../src/modules/products/schema.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop } from "../../support/node/shop.ts";
import { decisionContext, eventsOf, product, refusalOf, translation } from "../products/given.ts";

const german = translation({ locale: "de", title: "Lampe", handle: "lampe" });
const update = (translations: unknown, current = product({ translations: [translation(), german] })) =>
  decideUpdate(current, productPatch.parse({ translations }), decisionContext());
const remove = (locale: string) => ({ locale, remove: true });

describe("removing a translation", () => {
  it("names the language in the event, beside the texts that change", () => {
    expect(eventsOf(update([remove("de"), { locale: "en", title: "Lantern" }]))).toEqual([
      {
        type: "catalog.product.updated",
        data: { translations: [translation({ title: "Lantern" })], removedLocales: ["de"] },
      },
    ]);
  });

  it("changes nothing if there is none in that language, even one that is not enabled", () => {
    expect(eventsOf(update([remove("fr"), remove("nl")]))).toEqual([]);
  });

  it("is refused for the main language", () => {
    expect(refusalOf(update([remove("de"), remove("en")]))).toEqual({
      code: "translation-required",
      pointers: ["/translations/1/remove"],
    });
  });

  it("is refused for the last one, unless another one is added", () => {
    const current = product({ translations: [german] });
    expect(refusalOf(update([remove("de")], current))).toEqual({
      code: "translation-required",
      pointers: ["/translations/0/remove"],
    });
    expect(eventsOf(update([remove("de"), { locale: "fr", title: "Lampe" }], current))).toHaveLength(1);
  });

  it("comes with no other field", () => {
    expect(productPatch.safeParse({ translations: [{ ...remove("de"), title: "Lampe" }] }).success).toBe(
      false,
    );
  });
});

describe("a translation in a language that the tenant lacks", () => {
  it("is refused where the request has it", () => {
    expect(
      refusalOf(
        update([
          { locale: "en", title: "Lamp" },
          { locale: "nl", title: "Lamp" },
        ]),
      ),
    ).toEqual({
      code: "locale-not-enabled",
      pointers: ["/translations/1/locale"],
    });
  });

  it("is edited if it is from before the language was disabled", () => {
    const dutch = translation({ locale: "nl", title: "Lamp" });
    const current = product({ translations: [translation(), dutch] });
    expect(eventsOf(update([{ locale: "nl", title: "Lampje" }], current))).toHaveLength(1);
  });
});

describe.each(["Product", "Collection", "Category"])("a %s", (kind) => {
  const open = () => {
    const shop = openShop();
    const translations = [
      { locale: "en", title: "Lamp" },
      { locale: "de", title: "Lampe" },
    ];
    const body = kind === "Product" ? productBody("Lamp", { translations }) : { translations };
    const made = Object(shop.must(`catalogue.create${kind}`, body));
    const patch = (...changes: object[]) =>
      shop.run(`catalogue.update${kind}`, { id: made.id, patch: { translations: changes } });
    return { shop, made, patch, body };
  };

  it("without its German translation keeps the handle, and gets it back with the language", () => {
    const { patch } = open();
    expect(patch(remove("de"))).toMatchObject({
      answer: { availableLocales: ["en"], translations: [{ locale: "en" }], version: 2 },
    });
    expect(patch({ locale: "de", title: "Lampe" })).toMatchObject({
      answer: { translations: [{ locale: "de", handle: "lampe" }, { locale: "en" }], version: 3 },
    });
  });

  it("is not created with a language that the tenant lacks", () => {
    const { shop, body, patch } = open();
    const translations = [{ locale: "nl", title: "Lamp" }];
    const refused = {
      refusal: { code: "locale-not-enabled", errors: [{ pointer: "/translations/0/locale" }] },
    };
    expect(shop.run(`catalogue.create${kind}`, { ...body, translations })).toMatchObject(refused);
    expect(patch(...translations)).toMatchObject(refused);
  });

  it("keeps the translation in the main language", () => {
    const { patch } = open();
    expect(patch(remove("en"))).toMatchObject({ refusal: { code: "translation-required" } });
  });
});
