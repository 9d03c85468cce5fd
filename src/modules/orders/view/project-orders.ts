import type { View } from "../../../kernel/read/view.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { stateIn } from "../../../kernel/write/event.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { orderEvents } from "../events.ts";
import { type OrderState, orderState } from "../schema.ts";
import { orders, orderTerms } from "./tables.ts";
import { wordsIn } from "./words.ts";

/** Orders as staff lists them, and the words they are found by. */
export const orderView: View = {
  name: "orders",
  consumes: orderEvents.map(({ type }) => type),
  tables: [orders, orderTerms],
  project(run, tenantId) {
    const last = new Map(
      run.filter((event) => stateIn(event) !== undefined).map((event) => [event.aggregate.id, event]),
    );
    const withState = [...last.values()].map((event) => ({
      state: orderState.parse(stateIn(event)),
      version: event.aggregate.version,
    }));
    const parent = { table: orders, property: "orderId", index: "order" };
    const written = [...last.values()].map(({ aggregate }) => aggregate);
    const terms = withState.flatMap(({ state, version }) => {
      const { id: orderId, placedAt, number } = state;
      return termsOf(state).map((term) => ({ tenantId, term, placedAt, number, orderId, version }));
    });
    return [
      ...upsertNewer(
        orders,
        withState.map(({ state, version }) => rowOf(state, version, tenantId)),
      ),
      ...replaceChildren(orderTerms, parent, tenantId, written, terms),
    ];
  },
};

function rowOf(state: OrderState, version: number, tenantId: string) {
  const { id, number, placedAt, status, paymentStatus, fulfillmentStatus, person } = state;
  return {
    tenantId,
    id,
    version,
    number,
    placedAt,
    status,
    paymentStatus,
    fulfillmentStatus,
    email: person === null ? null : fold(person.email),
    state: JSON.stringify(state),
  };
}

/** Number, e-mail address, and every word of a name and every part of a hyphenated one, folded as a search is. */
function termsOf({ number, person }: OrderState): readonly string[] {
  const names = [person?.shippingAddress, person?.billingAddress]
    .flatMap((address) => [address?.firstName, address?.lastName, address?.company])
    .flatMap((name) => wordsIn(name ?? ""));
  const parts = names.flatMap((name) => name.split("-"));
  const terms = [String(number), ...wordsIn(person?.email ?? ""), ...names, ...parts];
  return [...new Set(terms.filter((term) => term !== ""))];
}
