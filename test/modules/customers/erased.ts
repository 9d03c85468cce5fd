import { z } from "zod";
import { defineModule } from "../../../src/kernel/module.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { customerUpdated } from "../../../src/modules/customers/index.ts";

/** Erases the personal data of a customer, and nothing else. */
const eraseCustomer = defineCommand({
  name: "eraser.eraseCustomer",
  access: "customers:manage",
  input: z.object({ id: z.string() }),
  output: nothing,
  load: () => null,
  decide: (_, { id }) => ok({ events: [customerUpdated.of(id, { person: null })], answer: () => null }),
});

export const eraser = defineModule({ name: "eraser", operations: [eraseCustomer] });
