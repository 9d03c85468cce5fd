import { expect, it } from "vitest";
import { z } from "zod";
import { csv, exportFile, headOf, importFile, placed, productsOf } from "../../../support/catalogue/files.ts";
import { openShop } from "../../../support/node/shop.ts";

const at = (name: string) => `https://img.example/${name}.jpg`;
const header =
  "Handle,Title,Option1 Name,Option1 Value,Image Src,Image Position,Image Alt Text,Variant Image";
const file = csv(
  header,
  `shoe,Shoe,Colour,White,${at("sole")},1,The sole,${at("white")}`,
  `shoe,,,Black,${at("white")},2,In white,${at("black")}`,
  "shoe,,,Blue,,,,",
);

const urlOf = (image: unknown) => z.object({ url: z.string() }).nullable().parse(image)?.url ?? null;

async function imported(...files: readonly string[]) {
  const shop = openShop();
  for (const one of files) await importFile(shop, one);
  const { images = [], variants = [] } = productsOf(shop).Shoe ?? {};
  return {
    shop,
    images: images.map(({ url }) => url),
    variants: variants.map(({ image }) => urlOf(image)),
  };
}

it("a variant has the image of its row, which becomes one of the product's if it isn't yet", async () => {
  const { images, variants } = await imported(file);
  expect(images).toEqual([at("sole"), at("white"), at("black")]);
  expect(variants).toEqual([at("white"), at("black"), null]);
});

it("importing the file again changes nothing, and neither does an export of it", async () => {
  const { shop } = await imported(file);
  const before = headOf(shop);
  expect(await importFile(shop, file)).toMatchObject({ unchanged: 1, ignoredColumns: [] });
  const exported = await exportFile(shop);
  expect(exported).toContain(at("black"));
  expect(await importFile(shop, exported)).toMatchObject({ unchanged: 1, warnings: [] });
  expect(headOf(shop)).toBe(before);
});

it("another shop gets the same images from an export", async () => {
  const { shop, images, variants } = await imported(file);
  const copy = await imported(await exportFile(shop));
  expect(copy).toMatchObject({ images, variants });
});

it("a later file gives a variant another image, and takes one away with an empty cell", async () => {
  const { images, variants } = await imported(
    file,
    file.replace(`sole,${at("white")}`, `sole,`).replace("Blue,,,,", `Blue,,,,//img.example/blue.jpg`),
  );
  expect(images).toEqual([at("sole"), at("white"), at("black"), at("blue")]);
  expect(variants).toEqual([null, at("black"), at("blue")]);
});

it("a file without the column leaves the images of variants as they are", async () => {
  const { variants } = await imported(
    file,
    csv("Handle,Title,Option1 Name,Option1 Value", "shoe,Shoe,Colour,White"),
  );
  expect(variants).toEqual([at("white"), at("black"), null]);
});

it("a file with images of variants only leaves the product's own images as they are", async () => {
  const only = csv(
    "Handle,Title,Option1 Name,Option1 Value,Variant image URL",
    `shoe,Shoe,Colour,Blue,${at("blue")}`,
  );
  const { images, variants } = await imported(file, only);
  expect(images).toEqual([at("sole"), at("white"), at("black"), at("blue")]);
  expect(variants).toEqual([at("white"), at("black"), at("blue")]);
  expect(await imported(only)).toMatchObject({ images: [at("blue")], variants: [at("blue")] });
});

it("an unusable image of a variant is left out with a warning", async () => {
  const shop = openShop();
  const report = await importFile(shop, file.replace(at("black"), "ftp://img.example/black.jpg"));
  expect(report).toMatchObject({ created: 1, errors: [] });
  expect(placed(report.warnings)).toEqual(["3 Variant Image invalid"]);
  expect(productsOf(shop).Shoe?.variants.map(({ image }) => urlOf(image))).toEqual([at("white"), null, null]);
});

it("images of variants beyond the 250 of a product are left out with a warning each", async () => {
  const shop = openShop();
  const rows = Array.from({ length: 100 }, (_, index) => `shoe,,,C${index},,,,${at(`variant-${index}`)}`);
  const images = Array.from({ length: 249 }, (_, index) => `shoe,,,,${at(String(index))},${index + 1},,`);
  const report = await importFile(shop, csv(header, "shoe,Shoe,Colour,C,,,,", ...rows, ...images), 10_000);
  expect(report).toMatchObject({ created: 1, errors: [] });
  expect(placed(report.warnings)).toHaveLength(99);
  expect(placed(report.warnings)[0]).toBe("4 Variant Image too-big");
  expect(productsOf(shop).Shoe?.images).toHaveLength(250);
});

it("images keep the size that staff gave them when a file brings others", async () => {
  const { shop } = await imported(file);
  const [id] = shop.tenant.storage.rows("SELECT id FROM products").map((row) => row.id);
  const images = [{ url: at("sole"), width: 1_200, height: 800 }, { url: at("white") }, { url: at("black") }];
  shop.must("catalogue.updateProduct", { id, patch: { images } });
  await importFile(
    shop,
    csv(
      "Handle,Image Src",
      `shoe,${at("side")}`,
      `shoe,${at("sole")}`,
      `shoe,${at("white")}`,
      `shoe,${at("black")}`,
    ),
  );
  expect(productsOf(shop).Shoe?.images).toMatchObject([
    { url: at("side"), width: null },
    { url: at("sole"), width: 1_200, height: 800 },
    { url: at("white"), width: null },
    { url: at("black") },
  ]);
});
