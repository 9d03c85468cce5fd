import { byState, type ConditionalResource } from "../../kernel/access/conditional.ts";
import { productState } from "../products/index.ts";
import { meetingOne } from "./view/extent.ts";

/** A grant on products can be limited to those of a vendor, of a type or with a tag. */
export const conditionalProducts: ConditionalResource = {
  resource: "products",
  attributes: {
    vendor: "The product's vendor.",
    type: "The product's type.",
    tag: "A tag of the product.",
  },
  aggregates: {
    product: byState(
      productState,
      ({ vendor, type, tags }) => ({
        vendor: vendor === null ? [] : [vendor],
        type: type === null ? [] : [type],
        tag: tags,
      }),
      meetingOne,
    ),
  },
};
