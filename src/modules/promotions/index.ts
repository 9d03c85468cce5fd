import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { addCodes } from "./codes/commands.ts";
import { codesDeleted, codesGenerated } from "./codes/events.ts";
import { listCodes } from "./codes/queries.ts";
import { codeRoutes } from "./codes/routes.ts";
import { codeResponse, codesInput, generatedCodes } from "./codes/schema.ts";
import { codeBatchAggregate } from "./codes/store.ts";
import { generateSingleUseCodes } from "./codes/workflows.ts";
import { promotionIds } from "./ids.ts";
import { promotionLimits } from "./limits.ts";
import { problems } from "./problems.ts";
import { createPromotion, deletePromotion, updatePromotion } from "./promotion/commands.ts";
import { promotionCreated, promotionDeleted, promotionUpdated } from "./promotion/events.ts";
import { listPromotions, readOnePromotion } from "./promotion/queries.ts";
import { promotionRoutes } from "./promotion/routes.ts";
import { promotionSchemas } from "./promotion/schema.ts";
import { migration, promotionAggregate } from "./promotion/store.ts";
import { releasablePromotion } from "./releasable.ts";
import { codesTransfer, promotionTransfer, usesTransfer } from "./transfer/store.ts";
import { usesCounted, usesReturned } from "./usage/events.ts";
import { countUses, forgetBuyers, returnUses } from "./usage/policies.ts";
import { promotionUseAggregate } from "./usage/store.ts";

export { type Candidate, codeProblem, readCandidates } from "./candidates.ts";
export { codeKeyOf, codeText } from "./codes/code.ts";
export { type Action, type Stage, stageOf } from "./promotion/actions.ts";
export type { Condition } from "./promotion/conditions.ts";
export type { Promotion } from "./promotion/schema.ts";
export { keysOfSelector, keysOfSubject, type Selector, type Subject, selects } from "./promotion/selector.ts";
export { dependsOnGroups } from "./relevance/relevant.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({ discounts: { admin: ["manage"] } });

/** Promotions, the codes that shoppers enter, and what orders used of them. How they price a basket is part of the quote. */
export const promotions = defineModule({
  name: "promotions",
  requires: ["customers", "catalogue"],
  problems,
  ids: promotionIds,
  resources,
  limits: Object.values(promotionLimits),
  migrations: [migration],
  aggregates: [promotionAggregate, codeBatchAggregate, promotionUseAggregate],
  events: [
    ...[promotionCreated, promotionUpdated, promotionDeleted],
    ...[codesGenerated, codesDeleted, usesCounted, usesReturned],
  ],
  transfers: [promotionTransfer, codesTransfer, usesTransfer],
  operations: [
    ...[createPromotion, updatePromotion, deletePromotion, listPromotions, readOnePromotion],
    ...[generateSingleUseCodes, addCodes, listCodes],
  ],
  releasables: [releasablePromotion],
  policies: [countUses, returnUses, forgetBuyers],
  tags: { Promotions: "What is taken off prices and shipping, for everybody or with a code." },
  schemas: [
    promotionSchemas,
    { PromotionCode: codeResponse, PromotionCodesInput: codesInput, GeneratedPromotionCodes: generatedCodes },
  ],
  routes: [...promotionRoutes, ...codeRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly promotions: typeof resources;
  }
}
