/** The term of an item's SKU. No word begins with a sign, so a search never finds it. */
export function skuTerm(sku: string): string {
  return `=${sku}`;
}
