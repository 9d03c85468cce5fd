import { defineModule } from "../../kernel/module.ts";

export { addsUp, priceBasket, taxRateFor } from "./rules.ts";
export {
  type Basket,
  type LineAmounts,
  lineAmounts,
  type Priced,
  type TaxRule,
  type Totals,
  totals,
} from "./schema.ts";

import { problems } from "./problems.ts";

/** What things come to: lines, discounts, taxes and totals that always add up. Rules alone, without state. */
export const pricing = defineModule({ name: "pricing", requires: ["tenants"], optional: true, problems });
