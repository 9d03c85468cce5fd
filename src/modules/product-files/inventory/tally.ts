import { openFindings } from "../import/run/report.ts";
import type { ImportReport } from "../import/schema.ts";
import type { FileError } from "../shopify/schema.ts";
import type { InventoryHeader } from "./header.ts";

type Outcome = "unchanged" | "updated" | "failed";
const weight: Readonly<Record<Outcome, number>> = { unchanged: 0, updated: 1, failed: 2 };

/** Counts products by the worst outcome of their rows, and collects what was wrong. */
export function openTally({ nameOf, ignored }: Pick<InventoryHeader, "nameOf" | "ignored">) {
  const outcomes = new Map<string, Outcome>();
  const findings = openFindings({ nameOf });
  const note = (product: string, outcome: Outcome): void => {
    const before = outcomes.get(product);
    if (before === undefined || weight[outcome] > weight[before]) outcomes.set(product, outcome);
  };
  return {
    note,
    fail(product: string, errors: readonly FileError[]): void {
      note(product, "failed");
      findings.fail(errors);
    },
    finish(): ImportReport {
      const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
      for (const outcome of outcomes.values()) counts[outcome] += 1;
      return { ...counts, ...findings.found(), ignoredColumns: [...ignored()] };
    },
  };
}
