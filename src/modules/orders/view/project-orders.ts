import type { View } from "../../../kernel/read/view.ts";
import { termsIn } from "../../../kernel/text/terms.ts";
import { fold } from "../../../kernel/values/fold.ts";
import { newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { orderEvents } from "../events.ts";
import { countryOf, updatedAtOf } from "../presentation.ts";
import { type OrderState, orderState } from "../schema.ts";
import { orders, orderTerms } from "./tables.ts";
import { skuTerm } from "./words.ts";

/** Orders as listed for staff, and their search terms. */
export const orderView: View = {
  name: "orders",
  consumes: orderEvents.map(({ type }) => type),
  tables: [orders, orderTerms],
  project(run, tenantId) {
    const { alive } = newestStates(orderState, run);
    const parent = { table: orders, property: "orderId", index: "order" };
    const terms = alive.flatMap(({ state, version }) => {
      const { id: orderId, placedAt, number } = state;
      return termsOf(state).map((term) => ({ tenantId, term, placedAt, number, orderId, version }));
    });
    return [
      ...upsertNewer(
        orders,
        alive.map(({ state, version }) => rowOf(state, version, tenantId)),
      ),
      ...replaceChildren(orderTerms, parent, tenantId, alive, terms),
    ];
  },
};

function rowOf(state: OrderState, version: number, tenantId: string) {
  const { id, number, placedAt, status, paymentStatus, fulfillmentStatus, person, customerId } = state;
  return {
    tenantId,
    id,
    version,
    number,
    placedAt,
    status,
    paymentStatus,
    fulfillmentStatus,
    updatedAt: updatedAtOf(state),
    customerId,
    country: countryOf(state),
    email: person === null ? null : fold(person.email),
    state: JSON.stringify(state),
    stateVersion: orderState.version,
  };
}

/** The terms of the number, the e-mail address, names and SKUs. */
function termsOf({ number, person, items }: OrderState): readonly string[] {
  const names = [person?.shippingAddress, person?.billingAddress].flatMap((address) => [
    address?.firstName,
    address?.lastName,
    address?.company,
  ]);
  const terms = [person?.email, ...names].flatMap((text) => termsIn(text ?? ""));
  const skus = items.flatMap(({ sku }) => (sku === null ? [] : [skuTerm(sku)]));
  return [...new Set([String(number), ...terms, ...skus])];
}
