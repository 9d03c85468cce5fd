/** The sentences about promotions in one language. A language that lacks one does not compile. */
export interface PromotionMessages {
  readonly applied: (amount: string) => string;
  readonly notActive: string;
  readonly notStarted: (date: string) => string;
  readonly ended: string;
  readonly noCode: string;
  readonly usedUp: string;
  readonly budgetSpent: (budget: string) => string;
  readonly excluded: (other: string) => string;
  readonly doesNotStack: (other: string) => string;
  readonly nothingToDiscount: string;
  /** Of codes that no promotion has any more, and of those in a cart that became an order. */
  readonly unknown: string;
  readonly used: string;
  readonly unused: string;
  readonly subtotal: (min: string, present: string) => string;
  readonly otherCurrency: (currency: string) => string;
  readonly quantity: (min: string, present: string) => string;
  readonly contains: string;
  readonly noCountry: string;
  readonly country: (country: string) => string;
  readonly customerGroup: string;
  readonly noCustomer: string;
  readonly firstOrder: string;
  readonly weekday: (days: string) => string;
}
