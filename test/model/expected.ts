import type { Model } from "./model.ts";
import * as products from "./products.ts";
import type { Expected, Step } from "./steps.ts";
import * as stock from "./stock.ts";
import * as tenancy from "./tenancy.ts";

/** Does a step to the model, and says what must come of it in a shop. */
export function doToModel(model: Model, step: Step): Expected {
  const closed = isOfHarness(step) ? null : tenancy.closedTo(model, step);
  if (closed !== null) return closed;
  switch (step.do) {
    case "suspend":
      return tenancy.setSuspended(model, true);
    case "resume":
      return tenancy.setSuspended(model, false);
    case "turn off":
      return tenancy.turnOff(model, step.module);
    case "turn on":
      return tenancy.turnOn(model, step.module);
    case "save":
      return tenancy.save(model);
    case "go back":
      return tenancy.goBack(model);
    case "create":
      return products.create(model, step);
    case "rename":
      return products.rename(model, `p${step.product}`, step.handle);
    case "move":
      return products.move(model, `p${step.product}`, step.move);
    case "remove":
      return products.remove(model, `p${step.product}`);
    case "remove variant":
      return products.removeVariant(model, `v${step.variant}`);
    case "relabel":
      return products.relabel(model, `v${step.variant}`, step.sku);
    case "change options":
      return products.changeOptions(model, `p${step.product}`, `v${step.variant}`, step.option, step.value);
    case "translate":
      return products.translate(model, `p${step.product}`, step.locale);
    case "remove translation":
      return products.removeTranslation(model, `p${step.product}`, step.locale);
    case "speak":
      return products.speak(model, step.locales);
    case "put":
      return products.put(model, `p${step.product}`, step.position);
    case "take out":
      return products.takeOut(model, `p${step.product}`);
    case "collect":
      return products.collect(
        model,
        step.products.map((product) => `p${product}`),
      );
    case "count":
      return stock.count(model, `v${step.variant}`, stockLocationOf(step.place), step.stocked);
    case "adjust":
      return stock.adjust(model, `v${step.variant}`, stockLocationOf(step.place), step.delta);
    case "open place":
      return stock.open(model, step.isDefault);
    case "make default":
      return stock.makeDefault(model, `l${step.place}`);
    case "close place":
      return stock.close(model, `l${step.place}`);
    case "hold":
      return stock.hold(model, step.owner, `v${step.variant}`, step.quantity, step.more);
    case "give back":
      return stock.giveBack(model, step.owner);
    case "take":
      return stock.take(model, step.owner);
  }
}

/** Saved and restored by the platform, whoever the tenant is open to. */
export function isOfHarness(step: Step): step is Extract<Step, { readonly do: "save" | "go back" }> {
  return step.do === "save" || step.do === "go back";
}

function stockLocationOf(place: number | null): string | null {
  return place === null ? null : `l${place}`;
}
