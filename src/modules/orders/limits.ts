import { defineLimits } from "../../kernel/limit.ts";

export const orderLimits = defineLimits({
  noteCharacters: {
    value: 1_000,
    unit: "characters",
    per: "value",
    what: "A shopper's note",
    beyond: "400 `validation-failed`",
  },
  noteBytes: {
    value: 4_000,
    unit: "bytes",
    per: "value",
    what: "A shopper's note, as JSON",
    beyond: "400 `validation-failed`",
  },
  orderBytes: {
    value: 256 * 1024,
    unit: "bytes",
    per: "value",
    what: "An order when it is placed, as JSON",
    beyond: "422 `too-large`",
  },
  titleBytes: {
    value: 300,
    unit: "bytes",
    per: "value",
    what: "A title of a product or variant that an order copies",
    beyond: "The copy is cut",
  },
  optionBytes: {
    value: 60,
    unit: "bytes",
    per: "value",
    what: "A value of an option that an order copies",
    beyond: "The copy is cut",
  },
  imageBytes: {
    value: 1_024,
    unit: "bytes",
    per: "value",
    what: "An image's URL and text that an order copies",
    beyond: "The copy has no image",
  },
});
