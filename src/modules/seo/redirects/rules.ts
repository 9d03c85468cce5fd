import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { redirectLimits } from "../limits.ts";
import { redirectCreated, redirectUpdated } from "./events.ts";
import { ownPathOf } from "./paths.ts";
import type { Redirect } from "./schema.ts";

export type Wanted = Pick<Redirect, "from" | "to" | "status">;

/** What there is around a redirect. No redirect leads to the path of another. */
export interface Around {
  /** The redirect of the same path. */
  readonly same: Redirect | undefined;
  /** The redirect of the path that it leads to. */
  readonly ahead: Redirect | undefined;
  /** Those that lead to its path: as many as may be led on, and one more. */
  readonly behind: readonly Redirect[];
  /** All that there are. Null if the path has one. */
  readonly count: number | null;
}

/** Adds a redirect. It leads to the end at once, and so do those that led to its path. */
export function decideRedirect(id: string, wanted: Wanted, around: Around): Result<readonly NewEvent[]> {
  if (around.same !== undefined) return refused(duplicate(wanted.from));
  if ((around.count ?? 0) >= redirectLimits.redirects.value)
    return refused(refusal("too-large", `A tenant has at most ${redirectLimits.redirects.value} redirects.`));
  const led = ledTo(id, wanted, around);
  if (!led.ok) return led;
  const { to, ledOn } = led.value;
  return ok([redirectCreated.of(id, { ...wanted, to }), ...ledOn]);
}

/** Changes a redirect, under the same conditions. */
export function decideRedirectChange(
  current: Redirect,
  patch: Partial<Wanted>,
  around: Around,
): Result<readonly NewEvent[]> {
  const { from, to, status } = { ...current, ...sentFields(patch) };
  if (around.same !== undefined && around.same.id !== current.id) return refused(duplicate(from));
  const led = ledTo(current.id, { from, to, status }, around);
  if (!led.ok) return led;
  const after = { from, to: led.value.to, status };
  const changed = Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !equal(value, current[name as keyof Wanted])),
  );
  const own = Object.keys(changed).length === 0 ? [] : [redirectUpdated.of(current.id, changed)];
  return ok([...own, ...led.value.ledOn]);
}

function ledTo(
  id: string,
  { from, to: wanted }: Wanted,
  { ahead, behind }: Around,
): Result<{ readonly to: string; readonly ledOn: readonly NewEvent[] }> {
  const next = ahead?.id === id ? undefined : ahead;
  const to = next?.to ?? wanted;
  const end = ownPathOf(to);
  const others = behind.filter((one) => one.id !== id);
  const loops = end === from || others.some((one) => one.from === end);
  if (loops) return refused(loop(loopAt("/to", from, wanted)));
  if (others.length > redirectLimits.ledOn.value) {
    const most = redirectLimits.ledOn.value;
    return refused(refusalAt("too-large", "/from", `More than ${most} redirects lead to ${from}.`));
  }
  return ok({ to, ledOn: others.map((one) => redirectUpdated.of(one.id, { to })) });
}

/** Says that a path has another redirect. */
export function duplicateAt(pointer: string, from: string): PointedError {
  return { pointer, code: "duplicate-redirect", detail: `${from} is redirected already.` };
}

/** Says that a target leads back. */
export function loopAt(pointer: string, from: string, to: string): PointedError {
  return { pointer, code: "redirect-loop", detail: `${to} leads back to ${from}.` };
}

const loop = (error: PointedError) => refusal("redirect-loop", error.detail, [error]);

function duplicate(from: string) {
  const error = duplicateAt("/from", from);
  return refusal("duplicate-redirect", error.detail, [error]);
}
