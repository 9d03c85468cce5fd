import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { customerIds } from "../../customers/ids.ts";
import { decideErasure, loadPerson, noSuchCustomer } from "../../customers/index.ts";
import { openOrdersOf } from "../../orders/index.ts";
import { continueErasuresName } from "./job.ts";
import { erasure } from "./schema.ts";
import { ownerIn } from "./steps.ts";
import { readErasure, writeErasure, writtenErasure } from "./store.ts";

const idOf = ({ id }: { readonly id: string }) => canonicalId(customerIds.customer, id);

/** The most open orders that a refusal names. */
const mostNamed = 10;

/**
 * Erases a person. The record, the address book, the account and everything it signs in with go in this transaction; orders
 * and what else can be much, in a job.
 */
export const eraseCustomer = defineCommand({
  name: "privacy.eraseCustomer",
  access: "customers:delete",
  input: z.object({ id: opaqueId }),
  output: erasure,
  guards: (input) => ({ type: "customer", id: idOf(input) }),
  load(database, input) {
    const begun = readErasure(database, idOf(input));
    const person = begun === undefined ? loadPerson(database, idOf(input)) : undefined;
    const emails = person?.email ? [{ email: person.email, isVerified: person.isEmailVerified }] : [];
    const owner = { customerIds: person?.customerIds ?? [], emails };
    return { begun, person, owner, open: openOrdersOf(database, ownerIn(owner), mostNamed) };
  },
  decide({ begun, person, owner, open }, input, { now, actor }) {
    const customerId = idOf(input);
    const answer = (database: TenantDatabase) => writtenErasure(database, customerId);
    if (begun !== undefined) return ok({ events: [], answer });
    if (person === undefined) return refused(noSuchCustomer);
    if (open.length > 0) return refused(refusal("orders-open", openDetail(open)));
    return ok({
      events: decideErasure(person),
      writeState: (database) =>
        writeErasure(database, {
          ...{ customerId, ...owner, step: "orders", cursor: "", orders: 0, actor },
          ...{ requestedAt: new Date(now).toISOString(), completedAt: null },
        }),
      schedule: { job: continueErasuresName, at: now },
      answer,
    });
  },
});

function openDetail(orders: readonly { readonly number: number }[]): string {
  const numbers = orders.map(({ number }) => `#${number}`).join(", ");
  const more = orders.length === mostNamed ? " and perhaps others" : "";
  return `Not paid or not shipped: ${numbers}${more}.`;
}
