import { fileLimits } from "../../limits.ts";
import type { Header } from "../../shopify/header.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { ImportOutcome, ImportReport } from "../schema.ts";

/** Collects errors and warnings as far as a report has room, with the column names of the file. */
export function openFindings({ nameOf }: Pick<Header, "nameOf">) {
  const errors: FileError[] = [];
  const warnings: FileError[] = [];
  const add = (list: FileError[], most: number, places: readonly FileError[]) => {
    const room = most - list.length;
    // That rows weren't read is told in any case.
    const listed = places.filter(({ code }, index) => index < room || code === "rows-not-read");
    list.push(...listed.map((place) => ({ ...place, field: nameOf(place.field) })));
  };
  return {
    fail: (places: readonly FileError[]) => add(errors, fileLimits.importErrors.value, places),
    warn: (places: readonly FileError[]) => add(warnings, fileLimits.importWarnings.value, places),
    found: () => ({ errors, warnings }),
  };
}

/** Counts the outcomes of products, and collects what was wrong with them. */
export function openReport({ nameOf, ignored }: Pick<Header, "nameOf" | "ignored">) {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const findings = openFindings({ nameOf });
  return {
    count(outcome: ImportOutcome): void {
      counts[outcome] += 1;
    },
    fail(places: readonly FileError[]): void {
      counts.failed += 1;
      findings.fail(places);
    },
    warn: findings.warn,
    finish: (): ImportReport => ({ ...counts, ...findings.found(), ignoredColumns: [...ignored()] }),
  };
}
