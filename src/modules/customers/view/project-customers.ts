import type { View } from "../../../kernel/read/view.ts";
import { termsIn } from "../../../kernel/text/terms.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { customerEvents } from "../events.ts";
import { type Customer, customerState } from "../schema.ts";
import { customerGroupMembers, customers, customerTerms } from "./tables.ts";

/** Customers as listed for staff, with their search terms and groups. An erased customer has no terms. */
export const customerView: View = {
  name: "customers",
  consumes: customerEvents.map(({ type }) => type),
  tables: [customers, customerTerms, customerGroupMembers],
  project(run, tenantId) {
    const states = newestStates(customerState, run);
    const rows = rowsOf(states, tenantId);
    const parent = { table: customers, property: "customerId", index: "customer" };
    const shared = (state: Customer, version: number) => ({
      tenantId,
      customerId: state.id,
      createdAt: state.createdAt,
      version,
    });
    const terms = states.alive.flatMap(({ state, version }) =>
      termsOf(state).map((term) => ({ ...shared(state, version), term })),
    );
    const members = states.alive.flatMap(({ state, version }) =>
      state.groupIds.map((groupId) => ({ ...shared(state, version), groupId })),
    );
    return [
      ...upsertNewer(customers, rows),
      ...replaceChildren(customerTerms, parent, tenantId, rows, terms),
      ...replaceChildren(customerGroupMembers, parent, tenantId, rows, members),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM customers WHERE deleted_at < ?1", params: [before] }],
};

function rowsOf({ alive, deleted }: NewestStates<Customer>, tenantId: string) {
  return [...alive, ...deleted].map(({ id, version, occurredAt, state }) => ({
    tenantId,
    id,
    version,
    createdAt: state?.createdAt ?? occurredAt,
    updatedAt: state?.updatedAt ?? occurredAt,
    status: state?.status ?? "deleted",
    email: state === null || state.person === null ? null : fold(state.person.email),
    state: JSON.stringify(state),
    stateVersion: customerState.version,
    deletedAt: state === null ? occurredAt : null,
  }));
}

/** The terms of the e-mail address, names and the telephone number, whose digits also are one term. */
function termsOf({ person }: Customer): readonly string[] {
  if (person === null) return [];
  const { email, firstName, lastName, phone } = person;
  const digits = phone?.replaceAll(/\P{Nd}/gu, "") ?? "";
  const texts = [email, firstName, lastName, [firstName, lastName].join(" "), phone, digits];
  return [...new Set(texts.flatMap((text) => termsIn(text ?? "")))];
}
