import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../../kernel/values/locale.ts";
import { uniqueLocales } from "../../translations/index.ts";
import { type BlockType, blockData, blockTypes, formField, pricingPlan } from "./data.ts";
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
    id: opaqueId
      .optional()
      .describe("Of one of its own blocks, which stays the same block. New ones get an id."),
    type: z.literal(type),
    position: z.int().min(0).max(1_000_000).optional().describe("Without it, that in the list."),
    data,
    translations: uniqueLocales(z.strictObject({ locale: localeSchema, data: data.partial() })).optional(),
  });
}

const inputs = {
  hero: inputOf("hero"),
  text: inputOf("text"),
  image: inputOf("image"),
  gallery: inputOf("gallery"),
  cta: inputOf("cta"),
  features: inputOf("features"),
  testimonials: inputOf("testimonials"),
  pricing: inputOf("pricing"),
  faq: inputOf("faq"),
  contact: inputOf("contact"),
  product_grid: inputOf("product_grid"),
  newsletter: inputOf("newsletter"),
  video: inputOf("video"),
  html: inputOf("html"),
  spacer: inputOf("spacer"),
} as const;

/** A block of each type. */
export const blockInput = z.discriminatedUnion("type", [
  inputs.hero,
  inputs.text,
  inputs.image,
  inputs.gallery,
  inputs.cta,
  inputs.features,
  inputs.testimonials,
  inputs.pricing,
  inputs.faq,
  inputs.contact,
  inputs.product_grid,
  inputs.newsletter,
  inputs.video,
  inputs.html,
  inputs.spacer,
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
  ids: z
    .array(opaqueId)
    .max(blockLimits.blocks.value)
    .describe("The ids of all its blocks, in their new order."),
});

/** The names of these shapes in the API. */
export const blockSchemas = {
  Block: block,
  BlockInput: blockInput,
  HeroBlockInput: inputs.hero,
  TextBlockInput: inputs.text,
  ImageBlockInput: inputs.image,
  GalleryBlockInput: inputs.gallery,
  CtaBlockInput: inputs.cta,
  FeaturesBlockInput: inputs.features,
  TestimonialsBlockInput: inputs.testimonials,
  PricingBlockInput: inputs.pricing,
  FaqBlockInput: inputs.faq,
  ContactBlockInput: inputs.contact,
  ProductGridBlockInput: inputs.product_grid,
  NewsletterBlockInput: inputs.newsletter,
  VideoBlockInput: inputs.video,
  HtmlBlockInput: inputs.html,
  SpacerBlockInput: inputs.spacer,
  BlockType: blockType,
  BlocksOrderInput: reorderInput,
  FormField: formField,
  PricingPlan: pricingPlan,
};
