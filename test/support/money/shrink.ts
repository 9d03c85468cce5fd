import { basket, shop } from "./format/shop.ts";
import type { Basket, Shop } from "./vector.ts";

/** A shop and a basket in it. */
export interface Example {
  readonly given: Shop;
  readonly basket: Basket;
}

type Path = readonly (string | number)[];

/**
 * What is left of an example if everything goes that its failure does not need: for reading, where a random one has failed.
 * `fails` may throw for an example that makes no sense; such a one is passed over.
 */
export function shrink(example: Example, fails: (example: Example) => boolean): Example {
  let current = example;
  for (let size = Number.POSITIVE_INFINITY; sizeOf(current) < size; ) {
    size = sizeOf(current);
    current = withoutNeedless(current, fails);
  }
  return current;
}

function withoutNeedless(example: Example, fails: (example: Example) => boolean): Example {
  let current = example;
  let paths = pathsIn(current, []);
  for (let index = 0; index < paths.length; ) {
    const smaller = parsed(without(current, paths[index] ?? []));
    if (smaller === null || !stillFails(smaller, fails)) index += 1;
    else {
      current = smaller;
      // The next one has moved to this place.
      paths = pathsIn(current, []);
    }
  }
  return current;
}

/** From the outside in, so that much goes at once. */
function pathsIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const entries = keys.map((key) => ({ here: [...path, key], inner: Reflect.get(value, key) as unknown }));
  return entries.flatMap(({ here, inner }) => [here, ...pathsIn(inner, here)]);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (typeof value !== "object" || value === null || key === undefined) return value;
  if (Array.isArray(value))
    return value.flatMap((one: unknown, index) =>
      index !== key ? [one] : rest.length === 0 ? [] : [without(one, rest)],
    );
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      name !== key ? [[name, one]] : rest.length === 0 ? [] : [[name, without(one, rest)]],
    ),
  );
}

function parsed(value: unknown): Example | null {
  if (typeof value !== "object" || value === null) return null;
  const given = shop.safeParse(Reflect.get(value, "given"));
  const bought = basket.safeParse(Reflect.get(value, "basket"));
  return given.success && bought.success ? { given: given.data, basket: bought.data } : null;
}

function stillFails(example: Example, fails: (example: Example) => boolean): boolean {
  try {
    return fails(example);
  } catch {
    return false;
  }
}

function sizeOf(example: Example): number {
  return JSON.stringify(example).length;
}
