import { readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import { expectation, type reason } from "./format/expectation.ts";
import type { promotion } from "./format/promotion.ts";
import { basket, shop } from "./format/shop.ts";

/** A published example of how a basket is priced. `docs/money.md` tells how to run it against any implementation. */
export const vector = z.strictObject({
  title: z.string().min(1),
  /** The arithmetic, by hand. */
  why: z.string().min(1),
  given: shop,
  basket,
  expect: expectation,
});

export type Vector = z.infer<typeof vector>;
export type Shop = z.infer<typeof shop>;
export type Basket = z.infer<typeof basket>;
export type Expectation = z.infer<typeof expectation>;
export type Reason = z.infer<typeof reason>;
export type Promotion = z.infer<typeof promotion>;
export type { Selector } from "./format/promotion.ts";
export type Action = Promotion["action"];
export type Condition = Promotion["conditions"][number];
export type Product = Shop["products"][number];
export type Money = NonNullable<Promotion["usedAmount"]>;

/** Where the vectors are, one file for each topic. */
export const vectorFolder = "test/golden/money";

/** All vectors, with the files that they are in. */
export function readVectors(): readonly (Vector & { readonly file: string })[] {
  return readdirSync(vectorFolder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .flatMap((file) =>
      z
        .array(vector)
        .parse(JSON.parse(readFileSync(`${vectorFolder}/${file}`, "utf8")))
        .map((one) => ({ ...one, file })),
    );
}
