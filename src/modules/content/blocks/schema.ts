import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { uniqueLocales } from "../../translations/index.ts";
import { type BlockType, blockData, blockTypes } from "./data.ts";
import { blockLimits } from "./limits.ts";

export const blockType = z.enum(blockTypes);

const fields = z.record(z.string(), z.unknown());

/** A block as it is stored. Its data was checked when it was sent. */
export const block = z.object({
  id: z.string(),
  type: blockType,
  position: z.int(),
  data: fields,
  translations: z.array(z.object({ locale: storedLocale, data: fields })),
});
export type Block = z.infer<typeof block>;

/** A block as it is sent. */
export interface BlockInput {
  readonly id?: string | undefined;
  readonly type: BlockType;
  readonly position?: number | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly translations?:
    | readonly { readonly locale: string; readonly data: Readonly<Record<string, unknown>> }[]
    | undefined;
}

function inputOf<Type extends BlockType>(type: Type) {
  const data = z.strictObject(blockData[type]);
  return z.strictObject({
    id: opaqueId.optional().describe("Of one of its own blocks, which stays the same block. New ones get an id."),
    type: z.literal(type),
    position: z.int().min(0).max(1_000_000).optional().describe("Without it, that in the list."),
    data,
    translations: uniqueLocales(
      z.strictObject({ locale: localeSchema, data: data.partial() }),
    ).optional(),
  });
}

/** A block of each type. */
export const blockInput = z.discriminatedUnion("type", [
  inputOf("hero"),
  inputOf("text"),
  inputOf("image"),
  inputOf("gallery"),
  inputOf("cta"),
  inputOf("features"),
  inputOf("testimonials"),
  inputOf("pricing"),
  inputOf("faq"),
  inputOf("contact"),
  inputOf("product_grid"),
  inputOf("newsletter"),
  inputOf("video"),
  inputOf("html"),
  inputOf("spacer"),
]);

const sourcesOf = (data: object) =>
  ["collection", "category", "productIds"].filter((name) => name in data).length;

/** The blocks of a node, in their order. */
export const blocksInput = z
  .array(blockInput)
  .max(blockLimits.blocks.value)
  .superRefine((blocks, context) => {
    const grids = blocks.filter(({ type }) => type === "product_grid");
    if (grids.length > blockLimits.grids.value)
      context.addIssue({ code: "custom", message: `has more than ${blockLimits.grids.value} product grids` });
    for (const [index, { type, data }] of blocks.entries())
      if (type === "product_grid" && sourcesOf(data) > 1)
        context.addIssue({
          code: "custom",
          path: [index, "data"],
          message: "has one of collection, category and productIds",
        });
  });

export const reorderInput = z.strictObject({
  ids: z.array(opaqueId).max(blockLimits.blocks.value).describe("The ids of all its blocks, in their new order."),
});

/** The names of these shapes in the API. */
export const blockSchemas = {
  Block: block,
  BlockInput: blockInput,
  BlockType: blockType,
  BlocksOrderInput: reorderInput,
};
