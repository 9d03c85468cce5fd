import * as z from "zod";

/** How long an unpaid order holds its stock, in minutes. Null: until somebody cancels it. */
const expiryMinutes = z.int().min(1).max(525_600).nullable();

/** What unpaid orders may hold, and for how long. Version 2 of the settings added it. */
export const unpaidOrders = z.object({
  /** Of orders to be paid through a provider, such as by card. */
  cardOrderExpiryMinutes: expiryMinutes,
  /** Of orders that the tenant collects the money for. */
  manualOrderExpiryMinutes: expiryMinutes,
  /** The units of one variant that a shopper may have in unpaid orders. Null: unlimited. */
  maxUnpaidUnitsPerVariant: z.int().min(1).max(10_000).nullable(),
});

/** The same for a tenant that has not changed it. */
export const unpaidOrderDefaults: z.infer<typeof unpaidOrders> = {
  cardOrderExpiryMinutes: 60,
  manualOrderExpiryMinutes: 7 * 24 * 60,
  maxUnpaidUnitsPerVariant: 100,
};

/** Who can have an account, and what mails say. Version 3 of the settings added it. */
export const accountsAndMail = z.object({
  registrationEnabled: z
    .boolean()
    .describe(
      "Whether customers can register by themselves. Staff can always add customers and invite staff.",
    ),
  adminOrigin: z
    .string()
    .nullable()
    .describe(
      "The origin of the back office. Links in mails to the staff lead there; without it, to the first of `corsOrigins`.",
    ),
  replyTo: z.string().nullable().describe("Where answers to the shop's mails go."),
});

/** The same for a tenant that has not changed it. */
export const accountDefaults: z.infer<typeof accountsAndMail> = {
  registrationEnabled: true,
  adminOrigin: null,
  replyTo: null,
};

/** How taxes are calculated. Version 4 of the settings added it. */
export const taxation = z.object({
  taxShipping: z
    .enum(["none", "category", "proportional"])
    .describe(
      "How shipping is taxed: not at all, at the rates of the shipping option's tax category, or at those of the goods, in proportion to their prices.",
    ),
  homeCountry: z.string().nullable().describe("The country whose taxes the prices include, if they do."),
  priceStays: z
    .enum(["gross", "net"])
    .describe(
      "What stays of prices that include the home country's taxes when the goods go elsewhere: what shoppers pay, or what the shop gets.",
    ),
});

/** The same for a tenant that has not changed it. */
export const taxationDefaults: z.infer<typeof taxation> = {
  taxShipping: "none",
  homeCountry: null,
  priceStays: "gross",
};

/** Who may write comments and reviews. Version 5 of the settings added it. */
export const commenting = z.object({
  comments: z
    .enum(["off", "customers", "guests"])
    .describe(
      "Who may write comments and reviews: nobody, customers who have signed in, or guests too. What is there can be read in any case.",
    ),
});

/** What crawlers are told. Version 7 of the settings added it. */
export const crawling = z.object({
  robots: z
    .string()
    .nullable()
    .describe(
      "The robots.txt of the storefront. Without it, crawlers may see everything but carts, checkouts and accounts. A line that names the sitemap is added if there is none.",
    ),
});

/** The same for a tenant that has not changed it. */
export const crawlingDefaults: z.infer<typeof crawling> = { robots: null };

/** The same for a tenant that has not changed it. */
export const commentingDefaults: z.infer<typeof commenting> = { comments: "customers" };
