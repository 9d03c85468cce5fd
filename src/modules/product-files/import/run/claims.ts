import { refusal } from "../../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../../kernel/values/result.ts";
import type { FileProduct } from "../../shopify/schema.ts";
import type { DuplicateSkus, ImportedProduct } from "../schema.ts";

/**
 * In a dry run the tenant's object doesn't know the SKUs of earlier products in the file, because nothing is written. This
 * does. It takes no part in other imports.
 */
export function openClaims({
  duplicateSkus,
  dryRun,
}: {
  readonly duplicateSkus: DuplicateSkus;
  readonly dryRun: boolean;
}) {
  const taken = new Set<string>();
  return {
    /** Corrects what the object answered for a product. */
    check({ variants }: FileProduct, answer: ImportedProduct): Result<ImportedProduct> {
      if (!dryRun) return ok(answer);
      const skus = variants.map(({ sku }, index) => (answer.clearedSkus.includes(index) ? null : sku));
      const again = [...skus.entries()].filter(([, sku]) => typeof sku === "string" && taken.has(sku));
      if (again.length > 0 && duplicateSkus === "refuse") {
        const errors = again.map(([index, sku]) => ({
          pointer: `/variants/${index}/sku`,
          code: "duplicate-sku",
          detail: `${sku} is already taken`,
        }));
        return refused(refusal("duplicate-sku", "A SKU is unique per tenant.", errors));
      }
      for (const sku of skus) if (typeof sku === "string") taken.add(sku);
      return ok({ ...answer, clearedSkus: [...answer.clearedSkus, ...again.map(([index]) => index)] });
    },
  };
}
