import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { codeKeyOf } from "../codes/code.ts";
import { codeBatchState } from "../codes/schema.ts";
import { ownersOf, removeBatch, writeBatch } from "../codes/store.ts";
import { promotionState } from "../promotion/schema.ts";
import { removePromotion, writePromotion } from "../promotion/store.ts";
import { promotionUseState } from "../usage/schema.ts";
import { writeUse } from "../usage/store.ts";

/** Promotions with the codes that they name. */
export const promotionTransfer = defineTransfer(promotionState, {
  event: "promotion.imported",
  hasNames: true,
  conflicts(database, { id, state }) {
    const owners = ownersOf(database, state.codes ?? []);
    return (state.codes ?? []).flatMap((code, index) => {
      const owner = owners.get(codeKeyOf(code));
      if (owner === undefined || owner === id) return [];
      return [
        { pointer: `/state/codes/${index}`, code: "duplicate-code", detail: `${owner} has the same code` },
      ];
    });
  },
  write: (database, { state }) => writePromotion(database, state),
  remove: removePromotion,
});

/** Codes that were generated together. */
export const codesTransfer = defineTransfer(codeBatchState, {
  event: "promotion.codes.imported",
  write: (database, { state }) => writeBatch(database, state),
  remove: removeBatch,
});

/** What orders use. It comes after the orders. */
export const usesTransfer = defineTransfer(promotionUseState, {
  event: "promotion.uses.imported",
  write: (database, { state }) => writeUse(database, state),
});
