import { createRandom } from "../node/random.ts";
import { adjectives, colours, houses, type Kind, kinds, makers, materials, tags } from "./words.ts";

/** A generated product: its CSV rows, and the fields that a CSV file can't contain. */
export interface Generated {
  readonly handle: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly category: string;
  /** In the shop's second locale. Null for most products. */
  readonly translation: { readonly title: string; readonly description: string } | null;
}

/** Generates a product. It depends only on the seed and the number, not on the number of products. */
export function generateProduct(seed: number, number: number): Generated {
  const dice = createDice(Math.imul(seed, 0x9e3779b1) ^ number);
  const kind = dice.oneOf(kinds);
  const [adjective, otherAdjective] = dice.oneOf(adjectives);
  const [noun, otherNoun] = dice.oneOf(kind.nouns);
  const material = dice.oneOf(materials);
  const title = `${adjective} ${noun} in ${material}`;
  const handle = `g${seed}-${number}-${noun.toLowerCase().replaceAll(" ", "-")}`;
  const variants = variantRows(dice, kind, `G${seed}-${number}`);
  const images = imageRows(dice, handle, title);
  const common = commonCells(dice, { kind, title, noun, material });
  const rows = Array.from({ length: Math.max(variants.length, images.length) }, (_, index) => ({
    Handle: handle,
    ...(index === 0 ? common : {}),
    ...variants[index],
    ...images[index],
  }));
  const translated = dice.share(0.05);
  const other = { title: `${otherAdjective} ${otherNoun}`, description: `<p>${otherNoun}, ${material}.</p>` };
  return { handle, rows, category: kind.category, translation: translated ? other : null };
}

function commonCells(
  dice: Dice,
  { kind, title, noun, material }: { kind: Kind; title: string; noun: string; material: string },
) {
  const status = dice.share(0.9) ? "active" : dice.share(0.7) ? "draft" : "archived";
  const sentences = [
    `A ${noun.toLowerCase()} of ${material}, made to be used.`,
    "Wipe it with a damp cloth & let it dry.",
    `It gets better with the years, as ${material} does.`,
    "We send it in a box that can come back to us.",
  ].slice(0, dice.from(1, 4));
  const seo = dice.share(0.3);
  return {
    Title: title,
    "Body (HTML)": sentences.map((sentence) => `<p>${sentence.replaceAll("&", "&amp;")}</p>`).join("\n"),
    Vendor: `${dice.oneOf(makers)} ${dice.oneOf(houses)}`,
    Type: kind.type,
    Tags: [...new Set([material, ...Array.from({ length: dice.from(0, 4) }, () => dice.oneOf(tags))])].join(
      ", ",
    ),
    Published: String(status === "active"),
    Status: status,
    "SEO Title": seo ? `${title} | Shop` : "",
    "SEO Description": seo ? `${noun} of ${material}` : "",
  };
}

function variantRows(dice: Dice, kind: Kind, sku: string): readonly Readonly<Record<string, string>>[] {
  const sizes = kind.sizes.length > 0 && dice.share(0.7) ? dice.some(kind.sizes, 4) : [""];
  const shades = dice.share(0.4) ? dice.some(colours, 3) : [""];
  const names = [sizes[0] === "" ? "" : "Size", shades[0] === "" ? "" : "Colour"].filter(Boolean);
  const base = Math.round(dice.from(kind.from, kind.to) / 100) * 100 - 1;
  const before = dice.share(0.15) ? Math.round(base * 1.25) : null;
  const policy = dice.share(0.8) ? "deny" : dice.share(0.5) ? "continue" : "";
  return sizes.flatMap((size, row) =>
    shades.map((shade, column) => {
      const values = names.length === 0 ? ["Default Title"] : [size, shade].filter(Boolean);
      const first = row === 0 && column === 0;
      return {
        ...(first ? { "Option1 Name": names[0] ?? "Title", "Option2 Name": names[1] ?? "" } : {}),
        "Option1 Value": values[0] ?? "",
        "Option2 Value": values[1] ?? "",
        "Variant SKU": `${sku}-${row}-${column}`,
        "Variant Grams": String(dice.from(1, 40) * 50),
        "Variant Inventory Tracker": policy === "" ? "" : "shopify",
        "Variant Inventory Policy": policy === "" ? "deny" : policy,
        "Variant Inventory Qty": String(dice.share(0.08) ? 0 : dice.from(1, 200)),
        "Variant Price": decimal(base + row * 200),
        "Variant Compare At Price": before === null ? "" : decimal(before + row * 200),
        "Variant Requires Shipping": "true",
        "Variant Barcode": dice.share(0.5) ? String(4_000_000_000_000 + dice.from(0, 999_999_999)) : "",
      };
    }),
  );
}

function imageRows(dice: Dice, handle: string, title: string) {
  return Array.from({ length: dice.from(0, 4) }, (_, index) => ({
    "Image Src": `https://images.example/${handle}-${index + 1}.jpg`,
    "Image Position": String(index + 1),
    "Image Alt Text": index === 0 ? title : "",
  }));
}

function decimal(cents: number): string {
  return (cents / 100).toFixed(2);
}

type Dice = ReturnType<typeof createDice>;

function createDice(seed: number) {
  const random = createRandom(seed);
  const from = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[from(0, items.length - 1)];
    if (item === undefined) throw new Error("there is nothing to choose from");
    return item;
  };
  return {
    from,
    oneOf,
    share: (chance: number) => random() < chance,
    /** A random run of consecutive items: at least two, if there are that many. */
    some: <Item>(items: readonly Item[], most: number): readonly Item[] => {
      const count = from(Math.min(2, items.length), Math.min(most, items.length));
      const start = from(0, items.length - count);
      return items.slice(start, start + count);
    },
  };
}
