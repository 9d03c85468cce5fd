import { expect, it } from "vitest";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { exportOf, importInto, lineAbout, parsed } from "../transfers/given.ts";

const list = (shop: Shop) => {
  const input = { limit: 100, after: null, count: false };
  const answer = shop.tenant.core.ask({ query: "taxes.listZones", input, actor: { kind: "system" } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return (answer.value as { readonly items: readonly { readonly id: string; readonly name: string }[] })
    .items;
};

function taxedShop(): Shop {
  const shop = openShop();
  const rated = (country: string) => ({ country, rate: 2_000 });
  shop.must("tenants.changeSettings", { taxRates: ["AT", "DE", "FR"].map(rated) });
  const [austria, germany] = list(shop);
  shop.must("taxes.updateZone", { id: austria?.id, patch: { name: "Austria" } });
  shop.must("taxes.deleteZone", { id: germany?.id });
  const bavaria = { name: "Tyrol", countries: [{ country: "AT", provinces: ["Tirol"] }], rates: [] };
  shop.must("taxes.createZone", bavaria);
  return shop;
}

it("an imported tenant has the same zones: written ones, and those of its tax rates", () => {
  const source = taxedShop();
  const target = openShop();
  expect(importInto(target, exportOf(source))).toBeNull();
  const content = (shop: Shop) => list(shop).map(({ id, name }) => [id, name]);
  expect(content(source).map(([, name]) => name)).toEqual(["Austria", "FR", "Tyrol"]);
  expect(content(target)).toEqual(content(source));
});

it("an export of an older release, whose settings know nothing of zones, has one for each country", () => {
  const source = openShop();
  source.must("tenants.changeSettings", { taxRates: [{ country: "DE", rate: 1_900 }] });
  const lines = exportOf(source);
  const at = lineAbout(lines, "settings");
  const line = parsed(lines[at] ?? "");
  const { taxShipping: _, homeCountry: __, priceStays: ___, ...third } = Object(line.state);
  const older = JSON.stringify({ ...line, stateVersion: 3, state: third });
  const target = openShop();
  // The import ends with a sum of all lines, which is of no interest here.
  importInto(target, [...lines.slice(0, at), older]);
  const settings = target.tenant.core
    .eventsAfter(0, 1_000)
    .events.findLast(({ state }) => Object(state).taxRates);
  expect(settings?.state).toMatchObject({
    taxRates: [{ country: "DE", rate: 1_900 }],
    taxShipping: "none",
    homeCountry: null,
    priceStays: "gross",
  });
});
