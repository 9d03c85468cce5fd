/**
 * A request body that each route takes, where one with path parameters needs something to be there first. The contract
 * tests make things with these; a route without an example is tested with ids that name nothing.
 */
export const examples: Readonly<Record<string, () => unknown>> = {
  "post /v1/platform/tenants": () => ({
    slug: `shop-${crypto.randomUUID().slice(0, 13)}`,
    name: "Another shop",
    defaultCurrency: "EUR",
    defaultLocale: "de",
  }),
  "post /v1/admin/api-keys": () => ({ name: "Warehouse", role: "manager" }),
};
