import type { z } from "zod";
import type { importProduct } from "../../../src/modules/product-files/import/command.ts";
import type { importStock } from "../../../src/modules/product-files/inventory/command.ts";
import type { readImportLocations } from "../../../src/modules/product-files/inventory/queries.ts";

/** What a tenant's object answers an import if everything is new. */
export function answerOf(name: string, input: unknown): never {
  const answer = answers[name];
  if (answer === undefined) throw new Error(`the import asks for ${name}`);
  return answer(input as never) as never;
}

const answers: Readonly<Record<string, (input: never) => unknown>> = {
  "catalogue.importProduct": (): z.output<typeof importProduct.output> => ({
    outcome: "created",
    clearedSkus: [],
  }),
  "catalogue.importStock": ({
    rows,
  }: {
    readonly rows: readonly unknown[];
  }): z.output<typeof importStock.output> => rows.map(() => ({ outcome: "updated", product: "p" })),
  "catalogue.readImportLocations": (): z.output<typeof readImportLocations.output> => [
    { id: "loc_1", name: "Main", isDefault: true },
  ],
};
