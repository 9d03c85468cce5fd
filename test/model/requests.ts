import type { Step } from "./steps.ts";

/** A step as a command of the shop. `id` tells what the model's names stand for. */
export function requestOf(
  step: Step,
  id: (name: string) => string,
): readonly [command: string, input: unknown] {
  switch (step.do) {
    case "create":
      return ["catalogue.createProduct", productOf(step)];
    case "rename": {
      const patch = { translations: [{ locale: "en", handle: step.handle }] };
      return ["catalogue.updateProduct", { id: id(`p${step.product}`), patch }];
    }
    case "move":
      return [`catalogue.${step.move}Product`, { id: id(`p${step.product}`) }];
    case "remove":
      return ["catalogue.deleteProduct", { id: id(`p${step.product}`) }];
    case "remove variant":
      return ["catalogue.deleteVariant", { id: id(`v${step.variant}`) }];
    case "relabel":
      return ["catalogue.updateVariant", { id: id(`v${step.variant}`), patch: { sku: step.sku } }];
    case "change options": {
      const { option, value } = step;
      const options = [{ name: option, values: ["0", "1", "2"] }];
      const variants = [{ id: id(`v${step.variant}`), options: { [option]: value } }];
      return ["catalogue.updateProduct", { id: id(`p${step.product}`), patch: { options, variants } }];
    }
    case "translate": {
      const patch = { translations: [{ locale: step.locale, title: "Ding" }] };
      return ["catalogue.updateProduct", { id: id(`p${step.product}`), patch }];
    }
    case "remove translation": {
      const patch = { translations: [{ locale: step.locale, remove: true }] };
      return ["catalogue.updateProduct", { id: id(`p${step.product}`), patch }];
    }
    case "speak":
      return ["tenants.changeSettings", { locales: ["en", ...step.locales] }];
    case "put": {
      const { product, position } = step;
      const where = position === null ? {} : { position };
      return ["catalogue.addProductToCollection", { id: id("all"), productId: id(`p${product}`), ...where }];
    }
    case "take out":
      return ["catalogue.removeProductFromCollection", { id: id("all"), productId: id(`p${step.product}`) }];
    case "collect": {
      const productIds = step.products.map((product) => id(`p${product}`));
      return ["catalogue.setProductsOfCollection", { id: id("all"), productIds }];
    }
    case "count":
      return ["inventory.setStock", { ...at(step, id), stocked: step.stocked }];
    case "adjust":
      return ["inventory.adjustStock", { ...at(step, id), delta: step.delta, reason: "counted" }];
    case "open place":
      return ["inventory.createLocation", { name: "Place", isDefault: step.isDefault }];
    case "make default":
      return ["inventory.updateLocation", { id: id(`l${step.place}`), patch: { isDefault: true } }];
    case "close place":
      return ["inventory.deleteLocation", { id: id(`l${step.place}`) }];
    case "hold": {
      const policy = step.more ? "continue" : "deny";
      const lines = [{ variantId: id(`v${step.variant}`), quantity: step.quantity, policy }];
      return ["holds.reserve", { owner: step.owner, lines }];
    }
    case "give back":
      return ["holds.release", { owner: step.owner }];
    case "take":
      return ["holds.take", { owner: step.owner, share: 1 }];
    case "suspend":
      return ["tenants.setStatus", { status: "suspended" }];
    case "resume":
      return ["tenants.setStatus", { status: "active" }];
    case "turn off":
      return ["tenants.disableModule", { slug: step.module }];
    case "turn on":
      return ["tenants.enableModule", { slug: step.module }];
    case "save":
    case "go back":
      throw new Error(`${step.do} is no request`);
  }
}

function productOf({ title, handle, variants }: Extract<Step, { readonly do: "create" }>) {
  return {
    translations: [{ locale: "en", title, ...(handle === null ? {} : { handle }) }],
    options: [{ name: "Size", values: ["0", "1"] }],
    variants: variants.map((variant, index) => ({
      ...variant,
      prices: [],
      options: { Size: String(index) },
    })),
  };
}

function at(
  { variant, place }: { readonly variant: number; readonly place: number | null },
  id: (name: string) => string,
) {
  return { id: id(`v${variant}`), ...(place === null ? {} : { locationId: id(`l${place}`) }) };
}
