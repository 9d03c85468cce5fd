import { type Count, defineCounter, type Ended, measureCommand } from "../../kernel/telemetry/measure.ts";
import { addItem, openCart, updateCart } from "./cart/commands.ts";
import { checkout, completeCart } from "./completion/commands.ts";

const funnel = ["cart_created", "item_added", "address_set", "shipping_selected", "completed"] as const;
type Step = (typeof funnel)[number];

const steps = defineCounter(
  "rustok_checkout_steps_total",
  "Steps of shoppers towards an order. A step that is repeated is counted again; an order in one request takes all of them.",
  { step: funnel },
  true,
);
const stockRefusals = defineCounter(
  "rustok_stock_refusals_total",
  "Orders that were refused because there was not enough stock.",
  {},
  true,
);

/** How far shoppers come, and what stops them. */
export const checkoutMeasures = [
  measureCommand(openCart, steps, (ended) =>
    taken(ended, ({ items }) => ["cart_created", (items ?? []).length > 0 && "item_added"]),
  ),
  measureCommand(addItem, steps, (ended) => taken(ended, () => ["item_added"])),
  measureCommand(updateCart, steps, (ended) =>
    taken(ended, ({ patch }) => [
      patch.shippingAddress != null && "address_set",
      patch.shippingOptionId != null && "shipping_selected",
    ]),
  ),
  measureCommand(completeCart, steps, (ended) => taken(ended, () => ["completed"])),
  measureCommand(checkout, steps, (ended) => taken(ended, () => funnel)),
  measureCommand(completeCart, stockRefusals, lacking),
  measureCommand(checkout, stockRefusals, lacking),
];

/** The steps of a command that was not refused. */
function taken<Input>(
  { input, outcome }: Ended<Input>,
  stepsOf: (input: Input) => readonly (Step | false)[],
): readonly Count[] {
  if ("problem" in outcome) return [];
  return stepsOf(input).flatMap((step) => (step === false ? [] : [{ labels: [step] }]));
}

function lacking({ outcome }: Ended): readonly Count[] {
  return "problem" in outcome && outcome.problem === "insufficient-inventory" ? [{ labels: [] }] : [];
}
