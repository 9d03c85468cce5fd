import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { pointedErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { ReleaseItem } from "../release/schema.ts";
import type { ResolvedItem } from "./resolve.ts";

/** The items of a request as they are stored, if each could take effect and the caller may do it. */
export function checkItems(items: readonly ResolvedItem[]): Result<readonly ReleaseItem[]> {
  const unfit = items.flatMap(unfitting);
  if (unfit.length > 0)
    return refused(refusal("validation-failed", "An item does not fit its thing.", unfit));
  const allowed = checkAllowed(items);
  if (!allowed.ok) return allowed;
  const missing = items.flatMap(({ item: { type }, id }, index): readonly PointedError[] =>
    id === undefined
      ? [{ pointer: `/items/${index}/id`, code: "unknown-reference", detail: `There is no such ${type}.` }]
      : [],
  );
  if (missing.length > 0) return refused(refusal("unknown-reference", "An item is about nothing.", missing));
  // The same thing may have been named in two spellings.
  const settled = items.map(({ item, id = item.id }) => ({ ...item, id }));
  const twice = settled.flatMap(({ type, id }, index): readonly PointedError[] =>
    settled.findIndex((one) => one.type === type && one.id === id) === index
      ? []
      : [{ pointer: `/items/${index}/id`, code: "duplicate-item", detail: "has another item already" }],
  );
  if (twice.length > 0) return refused(refusal("validation-failed", "A thing has two items.", twice));
  return ok(settled);
}

/** Whether the caller could do the same without a release. */
export function checkAllowed(items: readonly ResolvedItem[]): Result<null> {
  const denied = items.flatMap(({ item, action, isAllowed }, index): readonly PointedError[] =>
    action === undefined || isAllowed
      ? []
      : [
          {
            pointer: `/items/${index}`,
            code: "forbidden",
            detail: `To ${item.action} a ${item.type} requires the permission ${action.command.access} without conditions.`,
          },
        ],
  );
  if (denied.length === 0) return ok(null);
  return refused(refusal("forbidden", "An item is beyond what the caller may do.", denied));
}

function unfitting({ item, action }: ResolvedItem, index: number): readonly PointedError[] {
  const pointer = `/items/${index}`;
  if (action === undefined) return [unknownAction(item, index)];
  if (action.data === null) {
    if (item.data === null) return [];
    return [
      { pointer: `${pointer}/data`, code: "unrecognized_keys", detail: `${item.action} takes no data` },
    ];
  }
  const parsed = action.data.safeParse(item.data ?? {});
  return parsed.success ? [] : pointedErrors(parsed.error, `${pointer}/data`);
}

/** An item that no module knows: of a module that is not there any more, or of another platform. */
export function unknownAction({ type, action }: ReleaseItem, index: number): PointedError {
  const detail = `A ${type} has no action ${action}.`;
  return { pointer: `/items/${index}/action`, code: "unknown-action", detail };
}
