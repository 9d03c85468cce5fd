import { fileLimits } from "../../limits.ts";
import type { Header } from "../../shopify/header.ts";
import type { FileError } from "../../shopify/schema.ts";
import type { ImportOutcome, ImportReport } from "../schema.ts";

/** Counts outcomes and collects errors and warnings, with the column names of the file. */
export function openReport({ nameOf, ignored }: Pick<Header, "nameOf" | "ignored">) {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const errors: FileError[] = [];
  const warnings: FileError[] = [];
  const add = (list: FileError[], most: number, places: readonly FileError[]) => {
    const room = most - list.length;
    // That rows weren't read is told in any case.
    const listed = places.filter(({ code }, index) => index < room || code === "rows-not-read");
    list.push(...listed.map((place) => ({ ...place, field: nameOf(place.field) })));
  };
  return {
    count(outcome: ImportOutcome): void {
      counts[outcome] += 1;
    },
    fail(places: readonly FileError[]): void {
      counts.failed += 1;
      add(errors, fileLimits.importErrors.value, places);
    },
    warn(places: readonly FileError[]): void {
      add(warnings, fileLimits.importWarnings.value, places);
    },
    finish: (): ImportReport => ({ ...counts, errors, warnings, ignoredColumns: [...ignored()] }),
  };
}
