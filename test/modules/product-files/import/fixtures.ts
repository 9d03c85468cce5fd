/** A file and the expected result of its import. */
export interface Fixture {
  readonly file: string;
  readonly created: number;
  /** The number of products that fail. */
  readonly failed?: number;
  /** Reported errors, as `line column code`. */
  readonly errors?: readonly string[];
  /** Reported warnings, as `line column code`. */
  readonly warnings?: readonly string[];
  /** The products afterwards, by handle. */
  readonly products: Readonly<Record<string, object>>;
}

const price = (amount: number, compareAtAmount: number | null = null) => [
  { amount, currency: "USD", compareAtAmount },
];
const plain = { options: [], variants: [{ title: "Default", sku: null }] };

export const fixtures: readonly Fixture[] = [
  {
    file: "quotes-and-breaks",
    created: 2,
    products: {
      poster: {
        title: 'Poster "Harbour, at night"',
        description: '<p>One.</p>\n\n<p>Two, and "three".</p>',
        seo: { description: "First line\nsecond line" },
      },
      frame: { description: 'a "quoted" word', seo: null },
    },
  },
  {
    file: "html",
    created: 3,
    products: {
      safe: {
        description:
          '<h2>Care</h2><ul><li>Dust &amp; wipe</li></ul><p><a href="https://a.example" target="_blank">More</a></p>',
      },
      hostile: { description: '<p>Fine<img src="x" /><a>link</a></p>' },
      open: { description: "<p>never <b>closed</b></p>" },
    },
  },
  {
    file: "images",
    created: 1,
    products: {
      chair: {
        images: [
          { url: "https://images.example/chair-1.jpg", alt: "From the front", position: 0 },
          { url: "https://images.example/chair-2.jpg", alt: "From behind", position: 1 },
          { url: "https://images.example/chair-3.jpg", alt: "A detail", position: 2 },
          { url: "https://images.example/chair-4.jpg", alt: null, position: 3 },
        ],
        variants: [{ sku: "C-O" }, { sku: "C-A" }],
      },
    },
  },
  {
    file: "options-once",
    created: 1,
    products: {
      shirt: {
        options: [
          { name: "Size", values: ["S", "M"] },
          { name: "Colour", values: ["White", "Blue"] },
          { name: "Cut", values: ["Slim", "Wide"] },
        ],
        variants: [
          { title: "S / White / Slim", prices: price(3_000) },
          { title: "S / White / Wide", prices: price(3_000) },
          { title: "M / White / Slim", prices: price(3_100) },
          { title: "M / Blue / Slim", prices: price(3_100) },
        ],
      },
    },
  },
  {
    file: "empty-skus",
    created: 2,
    products: { cup: { variants: [{ sku: null }, { sku: null }, { sku: "CUP-L" }] }, jug: plain },
  },
  {
    file: "compare-at",
    created: 4,
    products: {
      dear: { variants: [{ prices: price(8_000, 10_000) }] },
      same: { variants: [{ prices: price(8_000) }] },
      cheap: { variants: [{ prices: price(8_000) }] },
      free: { variants: [{ prices: price(0, 500) }] },
    },
  },
  {
    file: "unpublished",
    created: 5,
    warnings: ["6 Published unreadable"],
    products: {
      shown: { status: "active" },
      hidden: { status: "draft", publishedAt: null },
      shouted: { status: "active" },
      unsaid: { status: "draft" },
      perhaps: { status: "draft" },
    },
  },
  {
    file: "status",
    created: 5,
    warnings: ["6 Status unreadable"],
    products: {
      a: { status: "draft" },
      d: { status: "draft" },
      r: { status: "archived" },
      e: { status: "active" },
      w: { status: "draft" },
    },
  },
  {
    file: "windows",
    created: 1,
    failed: 1,
    errors: ["4 Variant Price unreadable"],
    products: { rug: { title: "Rug", variants: [{ sku: "W-R", prices: price(2_000) }] } },
  },
  { file: "bom", created: 1, products: { lamp: { title: "Lamp" } } },
  {
    file: "missing-columns",
    created: 2,
    products: { bare: { ...plain, title: "Bare", status: "draft", tags: [], images: [] }, barer: plain },
  },
  {
    file: "extra-columns",
    created: 1,
    products: {
      tee: {
        title: "Tee",
        type: "Shirts",
        status: "active",
        options: [
          { name: "Color", values: ["Black"] },
          { name: "Size", values: ["S", "M"] },
        ],
        images: [{ alt: "A tee" }],
        variants: [
          { sku: "TEE-B-S", barcode: "4006381333931", inventoryPolicy: "deny", inventory: { stocked: 3 } },
          { sku: "TEE-B-M", inventoryPolicy: "continue", inventory: { stocked: 0 }, prices: price(1_900) },
        ],
      },
    },
  },
  {
    file: "tags",
    created: 4,
    products: {
      one: { tags: ["red; green", "blue"] },
      two: { tags: ["wool;linen"] },
      three: { tags: ["a", "b", "c"] },
      none: { tags: [] },
    },
  },
  {
    file: "hundred-variants",
    created: 1,
    products: {
      socks: {
        variants: Array.from({ length: 100 }, (_, index) => {
          const [colour, size] = [Math.floor(index / 10), index % 10];
          return {
            sku: `SOCK-${colour}-${size}`,
            title: `Colour ${colour} / ${36 + size}`,
            prices: price((5 + colour) * 100 + size * 10),
            inventory: { stocked: index },
          };
        }),
      },
    },
  },
  {
    file: "duplicate-skus",
    created: 2,
    failed: 2,
    errors: ["3 Variant SKU duplicate-sku", "5 Variant SKU duplicate-sku"],
    products: { first: { variants: [{ sku: "SAME" }] }, fourth: {} },
  },
  {
    file: "long-titles",
    created: 2,
    failed: 1,
    errors: ["3 Title too-big"],
    products: {
      long: { title: `${"Lantern ".repeat(37)}long` },
      ["h".repeat(255)]: { title: "Long handle" },
    },
  },
  {
    file: "emoji",
    created: 2,
    products: {
      kaktus: {
        title: "Kaktus 🌵 für Zuhause",
        vendor: "Grün & Söhne",
        tags: ["🌵", "пустыня"],
        options: [{ name: "Größe", values: ["„klein“ 🤏"] }],
        variants: [{ sku: "🌵-1" }],
      },
      chay: { title: "Чай", vendor: "Самовар" },
    },
  },
  {
    file: "rows-apart",
    created: 4,
    failed: 1,
    errors: ["4 Handle duplicate-handle"],
    products: {
      desk: { variants: [{ sku: "D-O" }] },
      stool: { title: "Stool", variants: [{ sku: "S-1" }] },
      "stool-2": { title: "Stool again", variants: [{ sku: "S-2" }] },
      shelf: {},
    },
  },
  {
    file: "prices",
    created: 2,
    failed: 3,
    errors: ["4 Variant Price unreadable", "5 Variant Price unreadable", "6 Variant Price unreadable"],
    warnings: ["6 Variant Inventory Qty unreadable"],
    products: {
      fine: {
        variants: [
          { prices: price(1_990), inventoryPolicy: "untracked", inventory: { stocked: 7 }, weight: 0 },
        ],
      },
      none: { variants: [{ prices: [], price: null, available: false, inventoryPolicy: "continue" }] },
    },
  },
  {
    file: "formulas",
    created: 2,
    products: {
      sum: {
        title: "=SUM(A1:A9)",
        vendor: "@home",
        variants: [{ sku: "00042", barcode: "4006381333931" }],
      },
      plain: { title: "It's = fine", vendor: "-", variants: [{ sku: "A'1" }] },
    },
  },
  {
    file: "newer-names",
    created: 1,
    failed: 1,
    errors: ["4 Price unreadable"],
    products: {
      kettle: {
        description: "<p>Sings</p>",
        type: "Kitchen",
        tags: ["tea"],
        status: "active",
        seo: { title: "Kettle" },
        images: [{ url: "https://images.example/kettle.jpg", alt: "A kettle" }],
        variants: [
          { sku: "K-1", title: "Red", prices: price(4_900, 5_900), inventory: { stocked: 4 }, weight: 900 },
          { sku: "K-2", title: "Blue", inventoryPolicy: "continue" },
        ],
      },
    },
  },
  {
    file: "broken-quotes",
    created: 2,
    failed: 3,
    errors: ["3  invalid-csv", "5  invalid-csv", "9  invalid-csv"],
    products: { bowl: {}, plate: { variants: [{ prices: price(1_200) }] } },
  },
];
