import fc from "fast-check";

/** What may be asked of a shop. Things are named by numbers: the so-manieth there ever was, whether or not it still is. */
export type Step =
  | {
      readonly do: "create";
      readonly title: string;
      readonly handle: string | null;
      readonly variants: readonly { readonly sku: string | null; readonly stocked: number }[];
    }
  | { readonly do: "rename"; readonly product: number; readonly handle: string }
  | {
      readonly do: "move";
      readonly product: number;
      readonly move: "publish" | "unpublish" | "archive" | "restore";
    }
  | { readonly do: "remove"; readonly product: number }
  | { readonly do: "remove variant"; readonly variant: number }
  | { readonly do: "relabel"; readonly variant: number; readonly sku: string | null }
  | {
      readonly do: "change options";
      readonly product: number;
      readonly variant: number;
      readonly option: string;
      readonly value: string;
    }
  | { readonly do: "translate"; readonly product: number; readonly locale: string }
  | { readonly do: "remove translation"; readonly product: number; readonly locale: string }
  | { readonly do: "speak"; readonly locales: readonly string[] }
  | { readonly do: "collect"; readonly products: readonly number[] }
  | { readonly do: "put"; readonly product: number; readonly position: number | null }
  | { readonly do: "take out"; readonly product: number }
  | {
      readonly do: "count";
      readonly variant: number;
      readonly place: number | null;
      readonly stocked: number;
    }
  | { readonly do: "adjust"; readonly variant: number; readonly place: number | null; readonly delta: number }
  | { readonly do: "open place"; readonly isDefault: boolean }
  | { readonly do: "make default" | "close place"; readonly place: number }
  | {
      readonly do: "hold";
      readonly owner: string;
      readonly variant: number;
      readonly quantity: number;
      readonly more: boolean;
    }
  | { readonly do: "give back" | "take"; readonly owner: string }
  | { readonly do: "suspend" | "resume" }
  | { readonly do: "save" | "go back" }
  | { readonly do: "turn off" | "turn on"; readonly module: string };

/** What the model says comes of it: done, or refused with this code. */
export type Expected = "ok" | string;

/**
 * A step about things there are or were, and now and then about one that never was, whatever numbers chance has given it.
 */
export function withinMade(
  step: Step,
  made: { readonly product: number; readonly variant: number; readonly place: number },
): Step {
  const of = (number: number, count: number) => number % (count + 1);
  switch (step.do) {
    case "rename":
    case "move":
    case "remove":
    case "translate":
    case "remove translation":
    case "put":
    case "take out":
      return { ...step, product: of(step.product, made.product) };
    case "change options":
      return {
        ...step,
        product: of(step.product, made.product),
        variant: of(step.variant, made.variant),
      };
    case "collect":
      return { ...step, products: [...new Set(step.products.map((product) => of(product, made.product)))] };
    case "remove variant":
    case "relabel":
      return { ...step, variant: of(step.variant, made.variant) };
    case "count":
    case "adjust":
      return {
        ...step,
        variant: of(step.variant, made.variant),
        place: step.place === null ? null : of(step.place, made.place),
      };
    case "make default":
    case "close place":
      return { ...step, place: of(step.place, made.place) };
    case "hold":
      // Whoever holds has looked: what they want was there.
      return { ...step, variant: step.variant % Math.max(1, made.variant) };
    case "create":
    case "speak":
    case "open place":
    case "give back":
    case "take":
    case "suspend":
    case "resume":
    case "save":
    case "go back":
    case "turn off":
    case "turn on":
      return step;
  }
}

const one = <Do extends string>(name: Do) => fc.constant(name);
const number = fc.nat(99);
const place = fc.option(number, { freq: 2 });
const word = fc.constantFrom("Lamp", "Rug", "Mug");
const handle = fc.constantFrom("lamp", "rug", "mug", "lamp-2", "rug-3");
const sku = fc.option(fc.constantFrom("A", "B", "C", "D"), { freq: 3 });
const option = fc.constantFrom("Size", "Fit");
const value = fc.constantFrom("0", "1", "2");
const foreign = fc.constantFrom("de", "fr");
const module = fc.constantFrom("checkout", "catalogue", "holds");
const owner = fc.constantFrom("hold_1", "hold_2", "hold_3");

const creation = fc.record({
  do: one("create"),
  title: word,
  handle: fc.oneof(fc.constant(null), handle),
  variants: fc.array(fc.record({ sku, stocked: fc.nat(9) }), { minLength: 1, maxLength: 2 }),
});

const holding = fc.record({
  do: one("hold"),
  owner,
  variant: number,
  quantity: fc.integer({ min: 1, max: 5 }),
  more: fc.boolean(),
});

/** Each comes up as often as it stands here. */
export const steps: readonly fc.Arbitrary<Step>[] = [
  creation,
  creation,
  fc.record({ do: one("rename"), product: number, handle }),
  fc.record({
    do: one("move"),
    product: number,
    move: fc.constantFrom("publish" as const, "unpublish" as const, "archive" as const, "restore" as const),
  }),
  fc.record({ do: one("remove"), product: number }),
  fc.record({ do: one("remove variant"), variant: number }),
  fc.record({ do: one("relabel"), variant: number, sku }),
  fc.record({ do: one("change options"), product: number, variant: number, option, value }),
  fc.record({ do: one("change options"), product: number, variant: number, option, value }),
  fc.record({ do: one("translate"), product: number, locale: foreign }),
  fc.record({ do: one("remove translation"), product: number, locale: fc.oneof(fc.constant("en"), foreign) }),
  fc.record({ do: one("speak"), locales: fc.subarray(["de", "fr"]) }),
  fc.record({ do: one("put"), product: number, position: fc.oneof(fc.constant(null), fc.nat(3)) }),
  fc.record({ do: one("take out"), product: number }),
  fc.record({ do: one("collect"), products: fc.uniqueArray(number, { maxLength: 4 }) }),
  holding,
  holding,
  fc.record({ do: one("count"), variant: number, place, stocked: fc.nat(9) }),
  fc.record({ do: one("adjust"), variant: number, place, delta: fc.constantFrom(-5, -2, -1, 1, 4) }),
  fc.record({ do: one("open place"), isDefault: fc.boolean() }),
  fc.record({ do: fc.constantFrom("make default" as const, "close place" as const), place: number }),
  fc.record({ do: fc.constantFrom("give back" as const, "take" as const), owner }),
  fc.record({
    do: fc.constantFrom(
      "suspend" as const,
      "resume" as const,
      "resume" as const,
      "save" as const,
      "go back" as const,
    ),
  }),
  fc.record({ do: fc.constantFrom("turn off" as const, "turn on" as const, "turn on" as const), module }),
];
