import fc from "fast-check";
import { expect, it } from "vitest";
import { shopWith, titlesOf } from "./shop.ts";

const text = (locale: string, title: string, description?: string) => ({
  locale,
  title,
  ...(description === undefined ? {} : { description }),
});
const variant = (sku: string, more: object = {}) => ({
  sku,
  prices: [{ amount: 1_000, currency: "USD" }],
  ...more,
});

const shop = await shopWith({
  "Red Cotton T-Shirt": {
    vendor: "Harbour & Sons",
    type: "Shirts",
    tags: ["summer", "organic"],
    variants: [variant("TS-RED-01", { barcode: "4006381333931" })],
  },
  "Blue Linen Shirt": { vendor: "Harbour & Sons", type: "Shirts", tags: ["summer"] },
  "Lamp with a Red Shade": { vendor: "Müller", type: "Lamps", tags: ["living room"] },
  "Running Shoes": {
    translations: [
      text("en", "Running Shoes", "<p>Light shoes for <b>marathon</b> runners &amp; walkers.</p>"),
    ],
    vendor: "Fleet",
    tags: ["sale"],
  },
  "Men's Winter Jacket": { vendor: "Fleet", type: "Jackets", tags: ["winter-sale"] },
  "Café Crème Mug": { vendor: "Ångström", variants: [variant("MUG_CC/7")] },
  "Batteries AA 1.5V": { type: "Accessories" },
  "Straße Poster": {
    translations: [text("de", "Straße Poster"), text("en", "Straße Poster", "A street in the rain.")],
  },
  Tent: {
    translations: [text("en", "Tent", "A shelter for two."), text("de", "Zelt", "Ein Dach für zwei.")],
    options: [{ name: "Colour", values: ["Olive"] }],
    variants: [variant("TENT-2", { options: { Colour: "Olive" } })],
  },
  "Красная футболка": {
    translations: [text("ru", "Красная футболка", "Хлопковая футболка с ёлкой для детей.")],
    vendor: "Ромашка",
    tags: ["детские"],
  },
  "Синее платье": { translations: [text("ru", "Синее платье", "Платье из льна.")] },
  "Чайник электрический": { translations: [text("ru", "Чайник электрический")] },
  "Шкіряна сумка": { translations: [text("uk", "Шкіряна сумка")] },
  "Hunde-Leine": { translations: [text("de", "Hunde-Leine")] },
  防水ジャケット: { translations: [text("ja", "防水ジャケット", "雨の日に着る上着。")] },
  红色衬衫: { translations: [text("zh", "红色衬衫", "纯棉短袖衬衫")] },
  "빨간 셔츠를 입다": { translations: [text("ko", "빨간 셔츠를 입다")] },
  "Nước mắm": { translations: [text("vi", "Nước mắm")] },
  Καφές: { translations: [text("el", "Καφές")] },
  "iPhone 15 Case": { vendor: "Shell", tags: ["phone"] },
  "Gruesse Card": {},
  "Notebook A5 Dotted": { tags: ["paper"], variants: [variant("NB-A5-DOT")] },
});

const found: readonly (readonly [what: string, q: string, titles: readonly string[]])[] = [
  ["a word", "linen", ["Blue Linen Shirt"]],
  ["in any case", "LINEN", ["Blue Linen Shirt"]],
  ["the title before the label", "red", ["Red Cotton T-Shirt", "Lamp with a Red Shade"]],
  ["a plural for a singular", "tents", ["Tent"]],
  ["a singular for a plural", "battery", ["Batteries AA 1.5V"]],
  ["another form of the word", "runs", ["Running Shoes"]],
  ["the singular of a type", "jacket", ["Men's Winter Jacket"]],
  ["two words, both of them", "red shirt", ["Red Cotton T-Shirt"]],
  ["two words in another order", "shirt red", ["Red Cotton T-Shirt"]],
  ["words of title and vendor", "linen harbour", ["Blue Linen Shirt"]],
  ["words of title and description", "marathon shoes", ["Running Shoes"]],
  ["three words", "fleet winter jacket", ["Men's Winter Jacket"]],
  ["nothing where one word is missing", "red linen", []],
  ["the beginning of the last word", "run", ["Running Shoes"]],
  ["the beginning after a whole word", "blue lin", ["Blue Linen Shirt"]],
  ["two letters of the last word", "no", ["Notebook A5 Dotted"]],
  ["no beginning but of the last word", "lin blue", []],
  ["no beginning from a single letter", "n", []],
  ["no middle of a word", "inen", []],
  ["without its accents", "cafe creme", ["Café Crème Mug"]],
  ["with accents that are not there", "líněn", ["Blue Linen Shirt"]],
  ["composed and decomposed alike", "Cafe\u0301", ["Café Crème Mug"]],
  ["a ring over the letter", "angstrom", ["Café Crème Mug"]],
  ["an umlaut of a vendor", "muller", ["Lamp with a Red Shade"]],
  ["sharp s as two", "strasse", ["Straße Poster"]],
  ["a vendor with a sign in it", "harbour & sons", ["Red Cotton T-Shirt", "Blue Linen Shirt"].toSorted()],
  ["a tag", "organic", ["Red Cotton T-Shirt"]],
  ["a tag of two words", "living room", ["Lamp with a Red Shade"]],
  ["a tag with a hyphen, by either", "winter sale", ["Men's Winter Jacket"]],
  ["an apostrophe", "men's", ["Men's Winter Jacket"]],
  ["another apostrophe", "men’s", ["Men's Winter Jacket"]],
  ["no apostrophe", "mens", ["Men's Winter Jacket"]],
  ["hyphenated as one word", "tshirt", ["Red Cotton T-Shirt"]],
  ["hyphenated", "t-shirts", ["Red Cotton T-Shirt"]],
  ["hyphenated as two words", "t shirt", ["Red Cotton T-Shirt"]],
  ["a SKU", "TS-RED-01", ["Red Cotton T-Shirt"]],
  ["a SKU in small letters without signs", "tsred01", ["Red Cotton T-Shirt"]],
  ["a SKU with other signs", "mug cc 7", ["Café Crème Mug"]],
  ["a SKU among words", "notebook NB-A5-DOT", ["Notebook A5 Dotted"]],
  ["no part of a SKU", "TS-RED", []],
  ["a barcode", "4006381333931", ["Red Cotton T-Shirt"]],
  ["a word and a number", "iphone 15", ["iPhone 15 Case"]],
  ["a word and a number without the space", "iphone15", ["iPhone 15 Case"]],
  ["the beginning of a number without the space", "iphone1", []],
  ["a word and a number with a space that isn't there", "note book a5", []],
  ["an umlaut of a vendor as two letters", "mueller", ["Lamp with a Red Shade"]],
  ["an umlaut that is written as two letters", "Grüße", ["Gruesse Card"]],
  ["one word for two", "a5dotted notebook", []],
  ["a number with a point", "1.5v", ["Batteries AA 1.5V"]],
  ["the value of an option", "olive", ["Tent"]],
  ["a translation that is not shown", "zelt", ["Tent"]],
  ["a word of the description without its tags", "walkers", ["Running Shoes"]],
  ["no tag of HTML", "<b>", []],
  ["no entity of HTML", "amp", []],
  ["a Russian word in another case", "футболки", ["Красная футболка"]],
  ["a Russian adjective in another gender", "красный", ["Красная футболка"]],
  ["two Russian words, inflected", "красную футболку", ["Красная футболка"]],
  ["the beginning of a Russian word", "чай", ["Чайник электрический"]],
  ["ё for е", "ёлка", ["Красная футболка"]],
  ["е for ё", "елка", ["Красная футболка"]],
  ["a Russian tag, inflected", "детская", ["Красная футболка"]],
  ["a Russian vendor in capitals", "РОМАШКА", ["Красная футболка"]],
  ["a Russian plural", "платьев", ["Синее платье"]],
  ["a Ukrainian word", "шкіряна", ["Шкіряна сумка"]],
  ["a German word as it is written", "hunde", ["Hunde-Leine"]],
  ["no German word by an English ending", "hundes", []],
  ["Chinese without spaces", "衬衫", ["红色衬衫"]],
  ["one Chinese character", "棉", ["红色衬衫"]],
  ["Japanese, a part of a compound", "ジャケット", ["防水ジャケット"]],
  ["Japanese in half-width letters", "ｼﾞｬｹｯﾄ", ["防水ジャケット"]],
  ["Chinese that is not there in a row", "红衫", []],
  ["Korean without its particle", "셔츠", ["빨간 셔츠를 입다"]],
  ["Vietnamese without its marks", "nuoc mam", ["Nước mắm"]],
  ["Greek in capitals", "ΚΑΦΕΣ", ["Καφές"]],
  ["full-width letters", "ＬＩＮＥＮ", ["Blue Linen Shirt"]],
  ["nothing that is not there", "submarine", []],
];

it.each(found)("finds %s: %s", async (_, q, titles) => {
  expect((await titlesOf(shop, q)).toSorted()).toEqual([...titles].toSorted());
});

const hostile: readonly (readonly [string, string])[] = [
  ["only signs", "!!! --- …"],
  ["operators of a full-text index", '"red" OR NOT NEAR(shirt) * - ^ titles:'],
  ["a quote that never ends", '"red'],
  ["SQL", "'; DROP TABLE products; --"],
  ["NUL and other controls", "\u0000\u0001\u001b[2J"],
  ["halves of a character", "\ud800 \udc00"],
  ["nothing but marks", "\u0301\u0301\u0301"],
  ["emoji", "🔥🔥🔥"],
  ["one word of 200 letters", "a".repeat(200)],
  ["a hundred words", "a ".repeat(100)],
  ["two hundred signs with letters between", "a-".repeat(100)],
  ["a wall of Chinese", "衬".repeat(200)],
  ["text that runs to the left", "\u202e\u200fשלום\u202c"],
  ["the name of a property", "__proto__ constructor"],
];

it.each(hostile)("returns a list for %s without matching everything", async (_, q) => {
  const titles = await titlesOf(shop, q);
  // Some products do have "a" or "red".
  expect(titles.length).toBeLessThan(4);
});

it("returns a list for any text", async () => {
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', "*", "(", " ", "-", "a", "衬", "й"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 200,
  });
  await fc.assert(
    fc.asyncProperty(anyText, async (q) => {
      expect((await titlesOf(shop, q)).length).toBeLessThan(20);
    }),
    { seed: 20_260_302, numRuns: 150 },
  );
}, 60_000);
