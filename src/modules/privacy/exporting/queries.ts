import { isLimited } from "../../../kernel/access/permission.ts";
import { refusal } from "../../../kernel/api/problem.ts";
import { type Keyset, pageOf, pageOutput, uncountedPageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { cartRecordsOf } from "../../checkout/index.ts";
import { commentsOf, writtenComment } from "../../comments/index.ts";
import { customerIds } from "../../customers/ids.ts";
import { loadPerson, noSuchCustomer, type Person, readAdminCustomer } from "../../customers/index.ts";
import { readAdminSubmission, submissionsOf } from "../../forms/index.ts";
import { readAccountRecord } from "../../identity/index.ts";
import { ordersOf, readOrderResponse } from "../../orders/index.ts";
import { ownerOf } from "../erasing/steps.ts";
import { type ObjectPart, objectPart } from "./schema.ts";

const showsEverything = refusal(
  "forbidden",
  "An export shows everything of a customer, so a role with conditions cannot make one.",
);

interface Row {
  readonly at: Keyset;
  readonly read: () => ObjectPart | undefined;
}

/** What the tenant's object knows of a customer: the record, the account, open carts, orders, comments and forms, oldest first. */
export const readParts = defineObjectQuery({
  name: "privacy.readParts",
  access: "customers:export",
  internal: true,
  input: uncountedPageRequest.extend({ id: opaqueId }),
  output: pageOutput(objectPart),
  run(database, { id: given, after, limit }, context) {
    if (isLimited(context.grants)) return refused(showsEverything);
    const id = canonicalId(customerIds.customer, given);
    const person = loadPerson(database, id);
    if (person?.customer === undefined) return refused(noSuchCustomer);
    const [section = "record", place = null] = after ?? [];
    const first =
      section === "record"
        ? recordOf(database, id, context.now).slice(place === null ? 0 : Number(place) + 1)
        : [];
    const orders =
      section === "comment" || section === "form"
        ? []
        : orderRows(database, person, section === "order" ? String(place) : null, limit + 1, (order) =>
            readOrderResponse(database, order, context),
          );
    const comments =
      section === "form"
        ? []
        : commentRows(database, person, section === "comment" ? String(place) : "", limit + 1);
    const forms = formRows(database, person, section === "form" ? String(place) : "", limit + 1);
    return ok(
      pageOf(
        [...first, ...orders, ...comments, ...forms],
        limit,
        ({ at }) => at,
        ({ read }) => read(),
      ),
    );
  },
});

function recordOf(database: TenantDatabase, id: string, now: number): readonly Row[] {
  const customer = readAdminCustomer(database, id);
  const account = readAccountRecord(database, id, now);
  const parts: readonly ObjectPart[] = [
    ...(customer === undefined ? [] : [{ kind: "customer" as const, customer }]),
    ...(account === undefined ? [] : [{ kind: "account" as const, account }]),
    ...cartRecordsOf(database, id, now).map((cart) => ({ kind: "cart" as const, cart })),
  ];
  return parts.map((part, index) => ({ at: ["record", index], read: () => part }));
}

function orderRows(
  database: TenantDatabase,
  person: Person,
  after: string | null,
  atMost: number,
  read: (id: string) => Extract<ObjectPart, { readonly kind: "order" }>["order"] | undefined,
): readonly Row[] {
  return ordersOf(database, ownerOf(person), after, atMost).map(({ id, at }) => ({
    at: ["order", at],
    read() {
      const order = read(id);
      return order === undefined ? undefined : { kind: "order", order };
    },
  }));
}

function commentRows(
  database: TenantDatabase,
  person: Person,
  after: string,
  atMost: number,
): readonly Row[] {
  return commentsOf(database, ownerOf(person), after, atMost).map((id) => ({
    at: ["comment", id],
    read: () => ({ kind: "comment", comment: writtenComment(database, id) }),
  }));
}

function formRows(database: TenantDatabase, person: Person, after: string, atMost: number): readonly Row[] {
  return submissionsOf(database, ownerOf(person), after, atMost).map((id) => ({
    at: ["form", id],
    read() {
      const formSubmission = readAdminSubmission(database, id);
      return formSubmission === undefined ? undefined : { kind: "formSubmission", formSubmission };
    },
  }));
}
