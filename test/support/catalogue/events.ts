import { createRandom } from "../../../local/node/random.ts";
import { newId, newUlid } from "../../../src/kernel/values/id.ts";
import { currencySchema } from "../../../src/kernel/values/money.ts";
import { type Envelope, envelopeVersion } from "../../../src/kernel/write/event.ts";
import { catalogueIds } from "../../../src/modules/catalogue/ids.ts";
import { type ProductState, productState } from "../../../src/modules/products/schema.ts";

const colours = ["Red", "Blue", "Green", "Black", "White", "Ochre", "Grey", "Teal"];
const materials = ["cotton", "linen", "steel", "oak", "wool", "nylon", "cork", "felt"];
const things = [
  "shirts",
  "lamps",
  "tents",
  "bottles",
  "jackets",
  "bags",
  "mugs",
  "boots",
  "scarves",
  "tables",
];
const now = Date.parse("2026-01-01T00:00:00Z");
/** Products of one series, for a catalogue of any size. */
export const seriesLength = 500;

/** The events that commands would emit for this many published products with stock. Deterministic. */
export function* catalogueEvents(tenantId: string, products: number): Generator<readonly Envelope[]> {
  const random = createRandom(7);
  const vocabulary = Array.from({ length: 5_000 }, () => newUlid(now, random).slice(-7).toLowerCase());
  let seq = 2;
  const event = (type: string, aggregate: Envelope["aggregate"], state: unknown): Envelope => {
    seq += 1;
    return {
      envelope: envelopeVersion,
      id: newUlid(now, random),
      tenantId,
      epoch: 1,
      seq,
      type,
      version: 1,
      aggregate,
      occurredAt: new Date(now).toISOString(),
      actor: { kind: "system" },
      correlationId: newUlid(now, random),
      data: {},
      state,
      // Stock events use version 1 of the stock state.
      stateVersion: aggregate.type === "product" ? productState.version : 1,
    };
  };
  for (let index = 0; index < products; index += 1) {
    const words = Array.from({ length: 40 }, () => vocabulary[Math.floor(random() ** 2 * vocabulary.length)]);
    const state = stateOf(index, words.join(" "), random);
    const stocked = state.variants.map(({ id }, position) => {
      const quantity = (index + position) % 4;
      const levels = [{ locationId: "loc_01J00000000000000000000000", stocked: quantity, reserved: 0 }];
      const stock = { variantId: id, levels, stocked: quantity, reserved: 0 };
      return event("inventory.level.updated", { type: "inventory", id, version: 1 }, stock);
    });
    const aggregate = { type: "product", id: state.id, version: 1 };
    yield [event("catalog.product.published", aggregate, state), ...stocked];
  }
}

function stateOf(index: number, description: string, random: () => number): ProductState {
  const at = new Date(now + index * 1_000).toISOString();
  const series = `series${String(Math.floor(index / seriesLength)).padStart(4, "0")}`;
  const title = `${colours[index % 8]} ${materials[(index >> 3) % 8]} ${things[(index >> 1) % 10]} ${series}`;
  const prices = [
    {
      amount: 100 + ((index * 37) % 50_000),
      currency: currencySchema.parse("USD"),
      compareAtAmount: null,
      minQuantity: null,
      maxQuantity: null,
    },
  ];
  return {
    id: newId(catalogueIds.product, now + index * 1_000, random),
    status: "active",
    vendor: `Vendor ${index % 40}`,
    type: `Type ${index % 12}`,
    tags: ["all", `tag ${index % 60}`, series],
    options: [{ name: "Size", values: ["S", "M"] }],
    images: [],
    metadata: {},
    attributes: [],
    taxCategory: "standard",
    shippingProfile: null,
    translations: [
      { locale: "en", title, subtitle: null, handle: `product-${index}`, description, seo: null },
    ],
    variants: ["S", "M"].map((size, position) => ({
      id: newId(catalogueIds.variant, now + index * 1_000, random),
      sku: `SKU-${index}-${size}`,
      barcode: null,
      gtin: null,
      options: { Size: size },
      prices,
      inventoryPolicy: "deny",
      requiresShipping: true,
      weight: null,
      image: null,
      position,
    })),
    redirects: [],
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
    externalHandle: null,
  };
}
