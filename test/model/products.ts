import { levelOf, type Model, type Product, variantsOf } from "./model.ts";
import type { Expected, Step } from "./steps.ts";

type Move = Extract<Step, { readonly do: "move" }>["move"];

const moves: Readonly<Record<Move, readonly [from: readonly Product["status"][], to: Product["status"]]>> = {
  publish: [["draft"], "active"],
  unpublish: [["active"], "draft"],
  archive: [["draft", "active"], "archived"],
  restore: [["archived"], "draft"],
};

export function create(model: Model, step: Extract<Step, { readonly do: "create" }>): Expected {
  const skus = step.variants.flatMap(({ sku }) => sku ?? []);
  if (new Set(skus).size < skus.length || skus.some((sku) => isTaken(model, sku, null)))
    return "duplicate-sku";
  if (step.handle !== null && model.ownerByHandle.has(step.handle)) return "duplicate-handle";
  const handle = step.handle ?? freeHandle(model, step.title.toLowerCase());
  const product = `p${model.made.product++}`;
  model.products.set(product, { status: "draft", handle, option: "Size", locales: new Set(["en"]) });
  model.ownerByHandle.set(handle, product);
  for (const [index, { sku, stocked }] of step.variants.entries()) {
    const variant = `v${model.made.variant++}`;
    model.variants.set(variant, { product, sku, value: String(index) });
    levelOf(model, variant, model.defaultLocation).stocked = stocked;
  }
  return "ok";
}

export function rename(model: Model, key: string, handle: string): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  const owner = model.ownerByHandle.get(handle);
  if (owner !== undefined && owner !== key) return "duplicate-handle";
  product.handle = handle;
  model.ownerByHandle.set(handle, key);
  return "ok";
}

export function move(model: Model, key: string, kind: Move): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  const [from, to] = moves[kind];
  if (!from.includes(product.status)) return "invalid-transition";
  product.status = to;
  return "ok";
}

export function remove(model: Model, key: string): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  if (product.status === "active") return "invalid-transition";
  for (const variant of variantsOf(model, key)) forget(model, variant);
  for (const [handle, owner] of model.ownerByHandle) if (owner === key) model.ownerByHandle.delete(handle);
  model.products.delete(key);
  const at = model.collected.indexOf(key);
  if (at !== -1) model.collected.splice(at, 1);
  return "ok";
}

export function removeVariant(model: Model, key: string): Expected {
  const variant = model.variants.get(key);
  if (variant === undefined) return "not-found";
  if (variantsOf(model, variant.product).length === 1) return "last-variant";
  forget(model, key);
  return "ok";
}

export function relabel(model: Model, key: string, sku: string | null): Expected {
  const variant = model.variants.get(key);
  if (variant === undefined) return "not-found";
  if (sku !== null && isTaken(model, sku, key)) return "duplicate-sku";
  variant.sku = sku;
  return "ok";
}

/** Gives a variant another value, and the option another name, in one request: the other variants must still fit. */
export function changeOptions(
  model: Model,
  key: string,
  variantKey: string,
  option: string,
  value: string,
): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  const variant = model.variants.get(variantKey);
  if (variant === undefined || variant.product !== key) return "unknown-variant";
  const others = variantsOf(model, key).filter((one) => one !== variantKey);
  const isTaken = others.some((one) => model.variants.get(one)?.value === value);
  if (isTaken || (others.length > 0 && option !== product.option)) return "invalid-options";
  product.option = option;
  variant.value = value;
  return "ok";
}

export function translate(model: Model, key: string, locale: string): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  if (!model.locales.has(locale) && !product.locales.has(locale)) return "locale-not-enabled";
  product.locales.add(locale);
  return "ok";
}

/** The shop's main language is English. */
export function removeTranslation(model: Model, key: string, locale: string): Expected {
  const product = model.products.get(key);
  if (product === undefined) return "not-found";
  if (locale === "en") return "translation-required";
  product.locales.delete(locale);
  return "ok";
}

export function speak(model: Model, locales: readonly string[]): Expected {
  model.locales.clear();
  for (const locale of ["en", ...locales]) model.locales.add(locale);
  return "ok";
}

export function put(model: Model, key: string, position: number | null): Expected {
  if (!model.products.has(key)) return "not-found";
  const at = model.collected.indexOf(key);
  if (at !== -1 && position === null) return "ok";
  if (at !== -1) model.collected.splice(at, 1);
  model.collected.splice(position ?? model.collected.length, 0, key);
  return "ok";
}

export function takeOut(model: Model, key: string): Expected {
  const at = model.collected.indexOf(key);
  if (at === -1) return "not-found";
  model.collected.splice(at, 1);
  return "ok";
}

export function collect(model: Model, keys: readonly string[]): Expected {
  if (keys.some((key) => !model.products.has(key))) return "unknown-reference";
  model.collected.splice(0, model.collected.length, ...keys);
  return "ok";
}

/** What is promised of a variant stays; the rest of its stock is written off. */
function forget(model: Model, key: string): void {
  model.variants.delete(key);
  for (const place of model.stockLocations) {
    const level = levelOf(model, key, place);
    level.stocked = Math.min(level.stocked, level.reserved);
  }
}

function isTaken(model: Model, sku: string, self: string | null): boolean {
  return [...model.variants].some(([key, variant]) => variant.sku === sku && key !== self);
}

function freeHandle(model: Model, wanted: string): string {
  if (!model.ownerByHandle.has(wanted)) return wanted;
  for (let number = 2; ; number += 1)
    if (!model.ownerByHandle.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}
