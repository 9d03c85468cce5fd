import * as z from "zod";
import { linkSchema } from "../../../kernel/text/link.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { blockLimits } from "./limits.ts";

const line = z.string().trim().min(1).max(blockLimits.line.value);
const text = z.string().max(blockLimits.text.value);
const title = line.optional();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(blockLimits.items.value);
const image = z.strictObject({ url: linkSchema, alt: line.optional(), caption: line.optional() });
const button = z.strictObject({ label: line, url: linkSchema });

/** A field of a form. Its name is that in what is sent. */
export const formField = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, "must be a name of small letters, digits and _"),
  label: line,
  type: z.enum(["text", "email", "tel", "textarea", "select", "checkbox"]),
  required: z.boolean().optional(),
  options: list(line).optional().describe("What a `select` offers."),
});

/** A plan with its price, as they are shown. */
export const pricingPlan = z.strictObject({
  name: line,
  price: line.describe("As it is shown, such as `9 € a month`."),
  description: text.optional(),
  features: list(line).optional(),
  cta: button.optional(),
  highlighted: z.boolean().optional(),
});

/** How a grid orders its products. */
export const gridSort = z.enum(["manual", "newest", "price", "-price"]);
export type GridSort = z.infer<typeof gridSort>;

/** What a block of each type says. A translation has some of the same fields, which take the place of those. */
export const blockData = {
  hero: { title: line, subtitle: text.optional(), image: image.optional(), cta: button.optional() },
  text: {
    body: text.describe("Rendered and sanitized for the store, which answers it as `html`."),
    format: z.enum(["markdown", "html", "plain"]).optional().describe("Without it, `markdown`."),
  },
  image: { ...image.shape, link: linkSchema.optional() },
  gallery: { title, images: list(image), columns: z.int().min(1).max(12).optional() },
  cta: { title: line, text: text.optional(), button },
  features: {
    title,
    items: list(z.strictObject({ title: line, text: text.optional(), icon: line.optional() })),
  },
  testimonials: {
    title,
    items: list(
      z.strictObject({ quote: text, author: line, role: line.optional(), image: image.optional() }),
    ),
  },
  pricing: {
    title,
    plans: list(pricingPlan),
  },
  faq: { title, items: list(z.strictObject({ question: line, answer: text })) },
  contact: {
    title,
    text: text.optional(),
    fields: list(formField).optional(),
    submitLabel: line.optional(),
    successMessage: line.optional(),
  },
  product_grid: {
    title,
    collection: opaqueId.optional().describe("A collection by its id or handle."),
    category: opaqueId.optional().describe("A category by its id or handle. It includes those below it."),
    productIds: z.array(opaqueId).max(blockLimits.gridProducts.value).optional(),
    limit: z.int().min(1).max(blockLimits.gridProducts.value).optional(),
    sort: gridSort
      .optional()
      .describe(
        "Without it, `manual`: the order of the collection or of `productIds`. By price, base prices count.",
      ),
  },
  newsletter: {
    title,
    text: text.optional(),
    buttonLabel: line.optional(),
    successMessage: line.optional(),
  },
  video: { url: linkSchema, poster: linkSchema.optional(), title, caption: line.optional() },
  html: { html: z.string().max(blockLimits.blockHtml.value).describe("Sanitized for the store.") },
  spacer: { height: z.int().min(0).max(1_000).describe("In CSS pixels.") },
} as const;

export type BlockType = keyof typeof blockData;

// The names of the object above.
export const blockTypes = Object.keys(blockData) as [BlockType, ...BlockType[]];
