import { createRandom } from "../../../../local/node/random.ts";

/** Draws from a seed. */
export interface Chance {
  /** An integer of the range, with both ends. */
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <Thing>(things: readonly [Thing, ...Thing[]]) => Thing;
  /** True this often, of 100. */
  readonly percent: (often: number) => boolean;
  /** Some of the things, at least one, in their order. */
  readonly someOf: <Thing>(things: readonly Thing[]) => Thing[];
  readonly times: <Thing>(least: number, most: number, make: (index: number) => Thing) => Thing[];
  /** The fields this often, of 100, else none. */
  readonly maybe: <Fields extends object>(often: number, make: () => Fields) => Partial<Fields>;
}

export function chanceOf(seed: number): Chance {
  const random = createRandom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const percent = (often: number) => random() * 100 < often;
  return {
    between,
    percent,
    oneOf: (things) => things[between(0, things.length - 1)] ?? things[0],
    someOf: (things) => {
      const always = between(0, things.length - 1);
      return things.filter((_, index) => index === always || percent(35));
    },
    times: (least, most, make) => Array.from({ length: between(least, most) }, (_, index) => make(index)),
    maybe: (often, make) => (percent(often) ? make() : {}),
  };
}
