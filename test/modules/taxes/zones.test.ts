import { describe, expect, it } from "vitest";
import { taxLimits } from "../../../src/modules/taxes/limits.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

interface Zone {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

function ask<Answer>(shop: Shop, query: string, input: unknown): Answer {
  const answer = shop.tenant.core.ask({ query, input, actor: { kind: "system" } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value as Answer;
}

const list = (shop: Shop) =>
  ask<{ readonly items: readonly Zone[] }>(shop, "taxes.listZones", {
    limit: 100,
    after: null,
    count: false,
  }).items;

const taxRatesOf = (shop: Shop) =>
  ask<{ readonly taxRates: unknown }>(shop, "tenants.readSettings", {}).taxRates;
const rated = (shop: Shop, ...taxRates: readonly (readonly [string, number])[]) =>
  shop.must("tenants.changeSettings", { taxRates: taxRates.map(([country, rate]) => ({ country, rate })) });

const vat = { name: "VAT", category: "standard", rate: 1_900 };
const germany = { name: "Germany", countries: [{ country: "DE" }], rates: [vat] };

describe("a tax zone", () => {
  it("is created with all that was left out, changed field by field, and deleted", () => {
    const shop = openShop();
    const made = shop.must("taxes.createZone", germany) as Zone;
    const shown = {
      id: made.id,
      name: "Germany",
      countries: [{ country: "DE", provinces: [], postalPrefixes: [] }],
      rates: [{ ...vat, compound: false }],
      version: 1,
    };
    expect(made).toEqual(shown);
    const rates = [vat, { name: "Books", category: "books", rate: 700, compound: true }];
    expect(shop.must("taxes.updateZone", { id: made.id, patch: { rates } })).toEqual({
      ...shown,
      rates: [{ ...vat, compound: false }, rates[1]],
      version: 2,
    });
    expect(ask(shop, "taxes.readZone", { id: made.id })).toMatchObject({ name: "Germany", version: 2 });
    shop.must("taxes.deleteZone", { id: made.id });
    expect(list(shop)).toEqual([]);
    expect(shop.run("taxes.updateZone", { id: made.id, patch: {} })).toMatchObject({
      refusal: { code: "not-found" },
    });
  });

  it("emits no event if nothing changes", () => {
    const shop = openShop();
    const { id } = shop.must("taxes.createZone", germany) as Zone;
    expect(shop.must("taxes.updateZone", { id, patch: { ...germany } })).toMatchObject({ version: 1 });
  });

  it("is listed oldest first, page by page", () => {
    const shop = openShop();
    for (const name of ["One", "Two", "Three"]) {
      shop.platform.clock.advance(1);
      shop.must("taxes.createZone", { ...germany, name });
    }
    const page = ask<{ items: readonly Zone[]; next: readonly unknown[]; totalCount: number }>(
      shop,
      "taxes.listZones",
      { limit: 2, after: null, count: true },
    );
    expect(page.items.map(({ name }) => name)).toEqual(["One", "Two"]);
    expect(page.totalCount).toBe(3);
    const rest = { limit: 2, after: page.next, count: false };
    expect(ask<typeof page>(shop, "taxes.listZones", rest).items.map(({ name }) => name)).toEqual(["Three"]);
  });

  it("is refused beyond the number that a shop may have, and the size that one may have", () => {
    const shop = openShop();
    for (let count = 0; count < taxLimits.zones.value; count += 1) shop.must("taxes.createZone", germany);
    expect(shop.run("taxes.createZone", germany)).toMatchObject({ refusal: { code: "too-large" } });
    const provinces = Array.from({ length: 100 }, (_, index) => `${index}${"x".repeat(90)}`);
    const large = { ...germany, countries: [{ country: "DE", provinces }] };
    expect(openShop().run("taxes.createZone", large)).toMatchObject({ refusal: { code: "too-large" } });
    const [zone] = list(shop);
    const patch = { countries: large.countries };
    expect(shop.run("taxes.updateZone", { id: zone?.id, patch })).toMatchObject({
      refusal: { code: "too-large" },
    });
  });
});

describe("a country in the settings' tax rates", () => {
  it("is a zone whose rate follows them", () => {
    const shop = openShop();
    rated(shop, ["DE", 1_900], ["AT", 2_000]);
    expect(list(shop).map(({ name, version }) => [name, version])).toEqual([
      ["AT", 0],
      ["DE", 0],
    ]);
    rated(shop, ["DE", 1_600]);
    expect(list(shop)).toMatchObject([
      { countries: [{ country: "DE" }], rates: [{ name: "DE", category: "standard", rate: 1_600 }] },
    ]);
  });

  it("no longer follows once it was changed as a zone, and the settings stay readable", () => {
    const shop = openShop();
    rated(shop, ["DE", 1_900]);
    const [derived] = list(shop);
    const stale = { ifMatch: [`"1"`] };
    const rename = { id: derived?.id, patch: { name: "Germany" } };
    expect(shop.run("taxes.updateZone", rename, stale)).toMatchObject({
      refusal: { code: "version-mismatch" },
    });
    expect(shop.must("taxes.updateZone", rename)).toMatchObject({
      id: derived?.id,
      name: "Germany",
      version: 1,
    });
    rated(shop, ["DE", 1_600]);
    expect(list(shop)).toMatchObject([{ name: "Germany", rates: [{ rate: 1_900 }] }]);
    expect(taxRatesOf(shop)).toEqual([{ country: "DE", rate: 1_600 }]);
  });

  it("leaves the settings when its zone is deleted, changed before or not", () => {
    const shop = openShop();
    rated(shop, ["DE", 1_900], ["AT", 2_000], ["FR", 2_000]);
    const [austria, germany] = list(shop);
    shop.must("taxes.updateZone", { id: austria?.id, patch: { name: "Austria" } });
    shop.must("taxes.deleteZone", { id: austria?.id });
    shop.must("taxes.deleteZone", { id: germany?.id });
    expect(list(shop).map(({ name }) => name)).toEqual(["FR"]);
    expect(taxRatesOf(shop)).toEqual([{ country: "FR", rate: 2_000 }]);
    rated(shop, ["AT", 1_000]);
    expect(list(shop).map(({ name }) => name)).toEqual(["AT"]);
  });

  it("has an id of its own, in the order of countries", () => {
    const shop = openShop();
    rated(shop, ["ZW", 1], ["AD", 1], ["DE", 1], ["DK", 1]);
    const zones = list(shop);
    expect(zones.map(({ name }) => name)).toEqual(["AD", "DE", "DK", "ZW"]);
    expect(new Set(zones.map(({ id }) => id)).size).toBe(4);
  });
});
