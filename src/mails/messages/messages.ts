/** A text for each plural category of a language. `#` stands for the number. */
export type Forms<Category extends Intl.LDMLPluralRule> = Readonly<Record<Category | "other", string>>;

/**
 * The texts of all mails in one language. `Category` are the language's plural categories besides `other`. A language that lacks
 * a text doesn't compile.
 */
export interface Messages<Category extends Intl.LDMLPluralRule> {
  readonly greeting: (name: string | null) => string;
  readonly order: (number: string) => string;
  readonly items: Forms<Category>;
  readonly placedOn: (date: string) => string;
  readonly each: (price: string) => string;
  readonly shipTo: string;
  readonly billTo: string;
  readonly shippingMethod: string;
  readonly totals: Readonly<
    Record<"subtotal" | "discount" | "shipping" | "tax" | "total" | "includingTax", string>
  >;
  readonly orderConfirmation: {
    readonly subject: (order: string) => string;
    readonly opening: string;
    /** Something is on backorder. */
    readonly pendingSubject: (order: string) => string;
    readonly pendingOpening: string;
  };
  readonly orderShipped: {
    readonly subject: (order: string) => string;
    readonly opening: string;
    /** Other items follow. */
    readonly partSubject: (order: string) => string;
    readonly partOpening: string;
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly contents: string;
  };
  readonly orderRefunded: {
    readonly subject: (order: string) => string;
    readonly opening: (amount: string) => string;
    readonly timing: string;
    readonly refund: string;
    readonly refundedInAll: string;
  };
  readonly verifyEmail: { readonly subject: string; readonly opening: string; readonly action: string };
  readonly resetPassword: { readonly subject: string; readonly opening: string; readonly action: string };
  readonly invitation: {
    readonly subject: (shop: string) => string;
    readonly opening: (shop: string) => string;
    readonly action: string;
  };
  readonly passwordChanged: {
    readonly subject: string;
    readonly opening: (date: string) => string;
    readonly advice: string;
  };
  readonly webhookPaused: {
    readonly subject: string;
    readonly failing: (url: string) => string;
    readonly gone: (url: string) => string;
    readonly advice: string;
  };
  /** Above the address of a link, for clients that show no buttons. */
  readonly orOpen: string;
  /** Above a code that is entered by hand. */
  readonly code: string;
  readonly validFor: (duration: string) => string;
  readonly ignore: string;
}
