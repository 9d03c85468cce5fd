import { describe, expect, it } from "vitest";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules } from "../../../src/modules.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { exportOf, importInto, parsed } from "./given.ts";

const text = (title: string) => [{ locale: "en", title }];
type Made = { id: string; variants: { id: string }[] };

function stockedShop(): Shop {
  const shop = openShop();
  const products = Array.from({ length: 60 }, (_, index) => {
    const variants = [
      { sku: `SKU-${index}`, prices: [{ amount: 1_000 + index, currency: "USD" }], stocked: 5 },
    ];
    return shop.must("catalogue.createProduct", { translations: text(`Mug ${index}`), variants }) as Made;
  });
  shop.must("catalogue.updateProduct", {
    id: products[0]?.id,
    patch: { translations: [{ locale: "en", title: "Cup", handle: "cup" }] },
  });
  return shop;
}

/** Everything that an export says besides when it was made, and of which tenant. */
function contentsOf(lines: readonly string[]) {
  return lines
    .map(parsed)
    .filter(({ type }) => !["header", "checkpoint", "trailer", "settings"].includes(String(type)))
    .map(({ version: _, ...line }) => line);
}

/** Aggregates that stay with their tenant: docs/adr/082-exports-are-states-and-imports-are-events.md says why. */
const staying = [
  "apiKey",
  "cart",
  "passkey",
  "rebuild",
  "registeredQuery",
  "session",
  "tenant",
  "webhookEndpoint",
];

describe("an export", () => {
  it("has every type of aggregate, besides those that stay for a reason", () => {
    const { aggregateByType, transferByType } = createRegistry(modules);
    const types = [...aggregateByType.keys()].filter((type) => !transferByType.has(type));
    expect(types.toSorted()).toEqual(staying);
  });
});

describe("an export that is imported into a new tenant", () => {
  it("makes a tenant whose export has the same contents", () => {
    const source = stockedShop();
    const lines = exportOf(source);
    const target = openShop();
    expect(importInto(target, lines)).toBeNull();
    expect(contentsOf(exportOf(target))).toEqual(expect.arrayContaining([...contentsOf(lines)]));
    expect(contentsOf(exportOf(target))).toHaveLength(contentsOf(lines).length);
  });
});
