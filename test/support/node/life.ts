import { z } from "zod";
import { productBody } from "../http/products.ts";
import { openShop } from "./shop.ts";

const answered = z.object({ id: z.string() });

/** A shop's whole life: every event that a catalogue view handles. Nothing is delivered yet. */
export function live() {
  const shop = openShop();
  const { must } = shop;
  const ids = ["Lamp", "Lamp", "Rug"].map(
    (title, index) =>
      answered.parse(
        must(
          "catalogue.createProduct",
          productBody(title, {
            tags: ["a", "b"],
            vendor: "Harbour",
            options: [{ name: "Size", values: ["S", "M"] }],
            variants: [
              {
                sku: `SKU-${index}`,
                stocked: index,
                options: { Size: "S" },
                prices: [{ amount: index, currency: "USD" }],
              },
              { options: { Size: "M" }, prices: [{ amount: 5, currency: "EUR" }] },
            ],
          }),
        ),
      ).id,
  );
  const [first = "", second = "", third = ""] = ids;
  for (const id of ids) must("catalogue.publishProduct", { id });
  const { id: collection } = answered.parse(
    must("catalogue.createCollection", { translations: [{ locale: "en", title: "All" }] }),
  );
  must("catalogue.setProductsOfCollection", { id: collection, productIds: ids });
  must("catalogue.updateProduct", {
    id: first,
    patch: {
      tags: ["b", "c"],
      translations: [
        { locale: "de", title: "Lampe" },
        { locale: "en", handle: "lantern" },
      ],
    },
  });
  must("tenants.changeSettings", { locales: ["en", "de", "fr"], currencies: ["USD"] });
  must("catalogue.unpublishProduct", { id: second });
  must("catalogue.deleteProduct", { id: second });
  must("catalogue.archiveProduct", { id: third });
  return shop;
}
