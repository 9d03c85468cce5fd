/** A Shopify export of so many products, half of them with two variants: the same each time. */
export function catalogueCsv(products: number): string {
  const rows = Array.from({ length: products }, (_, index) => rowsOf(index)).flat();
  return [header, ...rows].join("\n");
}

const header =
  "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price";

function rowsOf(index: number): readonly string[] {
  const sizes = index % 2 === 0 ? ["S"] : ["S", "M"];
  const common = [
    `Product ${index}`,
    `<p>A fine thing; number ${index}</p>`,
    `vendor ${index % 20}`,
    `type ${index % 7}`,
    `tag ${index % 50}`,
    "true",
    "Size",
  ];
  return sizes.map((size, position) =>
    [
      `product-${index}`,
      ...(position === 0 ? common : common.map(() => "")),
      size,
      `SKU-${index}-${size}`,
      "100",
      "shopify",
      `${index % 13}`,
      "deny",
      `${(index * 37) % 500}.99`,
    ].join(","),
  );
}
