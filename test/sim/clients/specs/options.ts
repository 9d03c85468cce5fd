import type { Dice } from "../dice.ts";
import type { KnownProduct, Shop } from "../shop.ts";
import type { RequestSpec, WeightedRequest } from "./spec.ts";

/** Staff requests that change options and images of a product together with its variants. */
export const optionRequests: readonly WeightedRequest[] = [
  [0.8, (dice, shop) => onKnown(dice, shop, renameOption)],
  [0.6, (dice, shop) => onKnown(dice, shop, renameValue)],
  [0.4, (dice, shop) => onKnown(dice, shop, addOption)],
  [0.4, (dice, shop) => onKnown(dice, shop, dropOption)],
  [0.4, (dice, shop) => onKnown(dice, shop, swapValues)],
  [0.6, (dice, shop) => onKnown(dice, shop, changeImages)],
];

type Options = NonNullable<KnownProduct["options"]>;
type Variants = NonNullable<KnownProduct["variants"]>;
type Change = (dice: Dice, options: Options, variants: Variants) => object;

function onKnown(dice: Dice, shop: Shop, change: Change): RequestSpec | null {
  const product = dice.oneOf(shop.products);
  if (product?.options === undefined || product.variants === undefined) return null;
  const { id, version, options, variants } = product;
  const input = { id, patch: change(dice, options, variants) };
  return { command: "catalogue.updateProduct", input, guarded: { type: "product", id, version } };
}

const names = ["Size", "Fit", "Cut"] as const;

function renameOption(dice: Dice, options: Options, variants: Variants) {
  const [first, ...others] = options;
  const name = dice.oneOf(names) ?? "Size";
  if (first === undefined) return { options: [] };
  return {
    options: [{ ...first, name }, ...others],
    variants: variants.map(({ id, options: { [first.name]: value = "S", ...rest } }) => ({
      id,
      options: { ...rest, [name]: value },
    })),
  };
}

/** Sometimes a variant with the old value is left out, which is refused. */
function renameValue(dice: Dice, options: Options, variants: Variants) {
  const [first, ...others] = options;
  const old = dice.oneOf(first?.values ?? []);
  if (first === undefined || old === undefined) return { options };
  const value = old === "S" ? "Small" : "S";
  const values = [...new Set(first.values.map((one) => (one === old ? value : one)))];
  const changed = variants.filter((one) => one.options[first.name] === old && !dice.chance(0.1));
  return {
    options: [{ ...first, values }, ...others],
    variants: changed.map(({ id, options }) => ({ id, options: { ...options, [first.name]: value } })),
  };
}

function addOption(dice: Dice, options: Options, variants: Variants) {
  const values = ["Red", "Blue"];
  return {
    options: [...options.slice(0, 2), { name: "Colour", values }],
    variants: variants.map((one) => ({
      id: one.id,
      options: { ...one.options, Colour: dice.oneOf(values) ?? "Red" },
    })),
  };
}

/** Often leaves two variants with the same values, which is refused. */
function dropOption(_: Dice, options: Options, variants: Variants) {
  const left = options.slice(0, -1);
  return {
    options: left,
    variants: variants.map(({ id, options: own }) => ({
      id,
      options: Object.fromEntries(left.map(({ name }) => [name, own[name] ?? "S"])),
    })),
  };
}

function swapValues(_: Dice, __: Options, variants: Variants) {
  const [one, another] = variants;
  return one === undefined || another === undefined
    ? { variants: [] }
    : {
        variants: [
          { id: one.id, options: another.options },
          { id: another.id, options: one.options },
        ],
      };
}

function changeImages(dice: Dice, _: Options, variants: Variants) {
  const urls = dice.someOf(["front", "back", "side"], 3).map((name) => `https://images.example/${name}`);
  const [first] = variants;
  const image = dice.oneOf([null, ...urls]) ?? null;
  return {
    ...(dice.chance(0.7) ? { images: urls.map((url) => ({ url })) } : {}),
    ...(first === undefined || dice.chance(0.5) ? {} : { variants: [{ id: first.id, image }] }),
  };
}
