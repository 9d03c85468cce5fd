import { contentOf, h, noData, replaced } from "../app/dom.ts";
import { type FunnelStep, funnelOf } from "../models/funnel.ts";
import type { Known } from "../models/known.ts";
import { formatCount, formatShare } from "../values/format.ts";

/** Shows how many carts reach each step of the checkout. */
export function funnelPanel() {
  const content = contentOf("funnel");
  return ({ samples }: Known) => {
    const steps = funnelOf(samples);
    replaced(content, steps, () => [
      steps === null ? noData() : h("ol", { class: "funnel" }, ...steps.map(stepItem)),
    ]);
  };
}

function stepItem({ name, count, share }: FunnelStep): HTMLElement {
  const bar = h("span", { class: "bar-part", "aria-hidden": "true" });
  // A style attribute would be refused by the page's policy; this is none.
  bar.style.width = `${Math.min(1, share ?? 0) * 100}%`;
  const numbers = `${formatCount(count)}${share === null ? "" : ` · ${formatShare(share)}`}`;
  return h("li", {}, h("span", {}, name), h("span", { class: "numbers" }, numbers), bar);
}
