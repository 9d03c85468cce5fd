import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { promotionIds } from "../ids.ts";
import { noSuchPromotion } from "../promotion/rules.ts";
import { promotionAggregate, readPromotion } from "../promotion/store.ts";
import { decideCodes, generateCodes } from "./rules.ts";
import { codesInput, generatedCodes } from "./schema.ts";
import { countCodes, findCode } from "./store.ts";

/** Adds codes that are made from a seed nobody knows. */
export const addCodes = defineCommand({
  name: "promotions.addCodes",
  access: "discounts:update",
  internal: true,
  input: codesInput.extend({ id: opaqueId, seed: z.string().min(20) }),
  output: generatedCodes,
  guards: ({ id }) => ({ type: promotionAggregate.type, id }),
  load: (database, { id, seed, ...input }, { digest }) => {
    const promotion = readPromotion(database, id);
    if (promotion === undefined) return null;
    const isTaken = (key: string) => findCode(database, key) !== undefined;
    return {
      promotion,
      stored: countCodes(database),
      codes: generateCodes(input, { seed, digest, isTaken }),
    };
  },
  decide(loaded, _, { newId }) {
    if (loaded === null) return refused(noSuchPromotion);
    const { promotion, stored, codes } = loaded;
    const events = decideCodes(promotion, codes, stored, () => newId(promotionIds.promotionCodes));
    if (!events.ok) return events;
    return ok({ events: events.value, answer: () => ({ promotionId: promotion.id, codes: [...codes] }) });
  },
});
