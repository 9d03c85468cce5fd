import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { checkSize } from "../../../kernel/write/size.ts";
import { codeKeyOf } from "../codes/code.ts";
import { promotionLimits } from "../limits.ts";
import { promotionCreated, promotionDeleted, promotionUpdated } from "./events.ts";
import type { Promotion, PromotionInput, PromotionPatch } from "./schema.ts";

export const noSuchPromotion: Refusal = refusal("not-found", "There is no such promotion.");

/** What a promotion that is written depends on. */
export interface PromotionChecks {
  /** How many promotions there are. */
  readonly count: number;
  /** The promotion that has a code, by the code's key. */
  readonly ownerByCode: ReadonlyMap<string, string>;
}

type Content = Omit<Promotion, "id" | "createdAt" | "updatedAt">;

/** Creates a promotion. */
export function decidePromotion(
  id: string,
  { limits, ...input }: PromotionInput,
  { count, ownerByCode }: PromotionChecks,
): Result<readonly NewEvent[]> {
  const most = promotionLimits.promotions.value;
  if (count >= most) return refused(refusal("too-large", `A tenant has at most ${most} promotions.`));
  const content: Content = { ...input, limits: limitsOf(limits) };
  const sound = checkContent(id, content, null, input, ownerByCode);
  return sound.ok ? ok([promotionCreated.of(id, content)]) : sound;
}

/** Changes a promotion. Emits no event if nothing differs. */
export function decidePromotionChange(
  promotion: Promotion,
  { limits, ...patch }: PromotionPatch,
  { ownerByCode }: Pick<PromotionChecks, "ownerByCode">,
): Result<readonly NewEvent[]> {
  const { id, createdAt: _, updatedAt: __, ...before } = promotion;
  const sent: Partial<Content> = {
    ...sentFields(patch),
    ...(limits === undefined ? {} : { limits: limitsOf(limits) }),
  };
  const changed: Partial<Content> = Object.fromEntries(
    Object.entries(sent).filter(([field, value]) => !equal(value, before[field as keyof Content])),
  );
  const sound = checkContent(id, { ...before, ...changed }, before, changed, ownerByCode);
  if (!sound.ok) return sound;
  return ok(Object.keys(changed).length === 0 ? [] : [promotionUpdated.of(id, changed)]);
}

export function decidePromotionDeletion({ id }: Promotion): readonly NewEvent[] {
  return [promotionDeleted.of(id, {})];
}

function limitsOf({ uses, usesPerCustomer, budget }: PromotionInput["limits"]): Content["limits"] {
  return { uses: uses ?? null, usesPerCustomer: usesPerCustomer ?? null, budget: budget ?? null };
}

function checkContent(
  id: string,
  content: Content,
  before: Content | null,
  sent: object,
  ownerByCode: ReadonlyMap<string, string>,
): Result<null> {
  const { startsAt, endsAt } = content;
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
    return refused(refusalAt("validation-failed", "/endsAt", "must be after startsAt"));
  const taken = (content.codes ?? []).flatMap((code, index): readonly PointedError[] => {
    const owner = ownerByCode.get(codeKeyOf(code));
    if (owner === undefined || owner === id) return [];
    return [{ pointer: `/codes/${index}`, code: "duplicate-code", detail: `${code} is already taken.` }];
  });
  if (taken.length > 0)
    return refused(refusal("duplicate-code", "Another promotion has one of the codes.", taken));
  return checkSize(promotionLimits.promotion, { what: "A promotion", before, after: content, sent });
}
