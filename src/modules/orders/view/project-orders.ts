import { pictureIn } from "../../../kernel/event.ts";
import { fold } from "../../../kernel/fold.ts";
import type { View } from "../../../kernel/module.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { orderEvents } from "../events.ts";
import { type OrderPicture, orderPicture } from "../schema.ts";
import { orders, orderTerms } from "./tables.ts";
import { wordsIn } from "./words.ts";

/** Orders as staff lists them, and the words they are found by. */
export const orderView: View = {
  name: "orders",
  consumes: orderEvents.map(({ type }) => type),
  tables: [orders, orderTerms],
  project(run, tenantId) {
    const last = new Map(
      run.filter((event) => pictureIn(event) !== undefined).map((event) => [event.aggregate.id, event]),
    );
    const pictured = [...last.values()].map((event) => ({
      picture: orderPicture.parse(pictureIn(event)),
      version: event.aggregate.version,
    }));
    const parent = { table: orders, property: "orderId", index: "order" };
    const written = [...last.values()].map(({ aggregate }) => aggregate);
    const terms = pictured.flatMap(({ picture, version }) => {
      const { id: orderId, placedAt, number } = picture;
      return termsOf(picture).map((term) => ({ tenantId, term, placedAt, number, orderId, version }));
    });
    return [
      ...upsertNewer(
        orders,
        pictured.map(({ picture, version }) => rowOf(picture, version, tenantId)),
      ),
      ...replaceChildren(orderTerms, parent, tenantId, written, terms),
    ];
  },
};

function rowOf(picture: OrderPicture, version: number, tenantId: string) {
  const { id, number, placedAt, status, paymentStatus, fulfillmentStatus, person } = picture;
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
    picture: JSON.stringify(picture),
  };
}

/** Number, e-mail address, and every word of a name and every part of a hyphenated one, folded as a search is. */
function termsOf({ number, person }: OrderPicture): readonly string[] {
  const names = [person?.shippingAddress, person?.billingAddress]
    .flatMap((address) => [address?.firstName, address?.lastName, address?.company])
    .flatMap((name) => wordsIn(name ?? ""));
  const parts = names.flatMap((name) => name.split("-"));
  const terms = [String(number), ...wordsIn(person?.email ?? ""), ...names, ...parts];
  return [...new Set(terms.filter((term) => term !== ""))];
}
