import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { pointedErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Included } from "../../../kernel/write/command.ts";
import type { ReleaseItem } from "../release/schema.ts";
import type { ResolvedItem } from "./resolve.ts";

/** The items of a request as they are stored, if each could take effect and the caller may do it. */
export function checkItems(items: readonly ResolvedItem[]): Result<readonly ReleaseItem[]> {
  const known = items.flatMap(unknownAction);
  if (known.length > 0)
    return refused(refusal("validation-failed", "An item does not fit its thing.", known));
  const allowed = checkAllowed(items);
  if (!allowed.ok) return allowed;
  const missing = items.flatMap(({ item: { type }, before }, index): readonly PointedError[] =>
    before === undefined
      ? [{ pointer: `/items/${index}/id`, code: "unknown-reference", detail: `There is no such ${type}.` }]
      : [],
  );
  if (missing.length > 0) return refused(refusal("unknown-reference", "An item is about nothing.", missing));
  // The same thing may have been named in two spellings.
  const settled = items.map(({ item, before }) => ({ ...item, id: before?.id ?? item.id }));
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

/** The commands of the items, and how a refusal of one is told. */
export function commandsOf(items: readonly ResolvedItem[]): Pick<Included, "commands" | "refusal"> {
  return {
    commands: items.map(({ item, action }) => {
      if (action === undefined) throw new Error(`no module can ${item.action} a ${item.type}`);
      return { command: action.command, input: action.input(item.id, item.data) };
    }),
    refusal(index, { code, detail, errors = [] }) {
      const item = items[index]?.item;
      const pointer = `/items/${index}`;
      const within = item?.data == null ? [] : errors;
      return refusal("release-refused", `Item ${index + 1} cannot take effect: ${detail}`, [
        ...(within.length === 0 ? [{ pointer, code, detail }] : []),
        ...within.map((error) => ({ ...error, pointer: `${pointer}/data${error.pointer}` })),
      ]);
    },
  };
}

/** The items that take a release back, the last thing first. */
export function undoOf(items: readonly ResolvedItem[]): readonly ReleaseItem[] {
  return items.toReversed().flatMap(({ item: { type, id, data }, action, before }) => {
    const step = before === undefined ? null : (action?.undo(before, data) ?? null);
    if (step === null) return [];
    // Data is made of a state, which is plain data.
    return [{ type, id, action: step.action, data: (step.data as ReleaseItem["data"] | undefined) ?? null }];
  });
}

function unknownAction({ item, action }: ResolvedItem, index: number): readonly PointedError[] {
  const pointer = `/items/${index}`;
  if (action === undefined) {
    const detail = `A ${item.type} has no action ${item.action}.`;
    return [{ pointer: `${pointer}/action`, code: "unknown-action", detail }];
  }
  if (action.data === null) {
    if (item.data === null) return [];
    return [
      { pointer: `${pointer}/data`, code: "unrecognized_keys", detail: `${item.action} takes no data` },
    ];
  }
  const parsed = action.data.safeParse(item.data ?? {});
  return parsed.success ? [] : pointedErrors(parsed.error, `${pointer}/data`);
}
