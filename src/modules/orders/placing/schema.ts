import type { Address } from "../../../kernel/text/address.ts";
import type { Id } from "../../../kernel/values/id.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { InventoryPolicy } from "../../inventory/index.ts";
import type { Item, OrderAdjustment, ShippingOption, TaxLine, Totals } from "../schema.ts";

/** A line to order: its snapshot, and its stock policy. */
export interface DraftItem extends Item {
  readonly id: Id<"item">;
  readonly policy: InventoryPolicy;
  /** The pointer of a refusal for insufficient stock; `/items/<n>` unless given. */
  readonly pointer?: string;
}

/** The contents of an order to place. Amounts are in `currency`, and add up. */
export interface OrderDraft {
  readonly email: string;
  readonly currency: Currency;
  readonly locale: string;
  readonly pricesIncludeTax: boolean;
  readonly items: readonly DraftItem[];
  readonly adjustments: readonly OrderAdjustment[];
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
  readonly shippingOption: ShippingOption | null;
  readonly shippingTaxes: readonly TaxLine[];
  readonly totals: Totals;
  readonly note: string | null;
  readonly payment: { readonly provider: string };
  /** SHA-256 of the access token, as computed by `digest` in `src/platform/signing.ts`. */
  readonly accessTokenHash: string;
  readonly customerId: string | null;
  readonly cartId: string | null;
}
