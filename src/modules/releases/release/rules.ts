import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { checkSize } from "../../../kernel/write/size.ts";
import { releaseLimits } from "../limits.ts";
import { releaseCreated, releaseUpdated } from "./events.ts";
import type { Release, ReleaseContent, ReleasePatch } from "./schema.ts";

export const noSuchRelease: Refusal = refusal("not-found", "There is no such release.");

/** What a release that is written depends on. */
interface ReleaseFacts {
  /** How many releases are not published. */
  readonly open: number;
  readonly now: number;
}

/** Creates a release, whose items have been checked. */
export function decideRelease(
  id: string,
  content: ReleaseContent & Pick<Release, "undoes">,
  { open, now }: ReleaseFacts,
): Result<readonly NewEvent[]> {
  const most = releaseLimits.openReleases.value;
  if (open >= most)
    return refused(refusal("too-large", `A shop has at most ${most} releases that are not published.`));
  const sound = checkContent(content, null, content, now);
  return sound.ok ? ok([releaseCreated.of(id, content)]) : sound;
}

/** Changes a release. One that has failed waits again, even if nothing differs. */
export function decideReleaseChange(
  release: Release,
  patch: Omit<ReleasePatch, "items"> & Partial<Pick<ReleaseContent, "items">>,
  now: number,
): Result<readonly NewEvent[]> {
  const open = checkOpen(release, "changed");
  if (!open.ok) return open;
  const { name, publishAt, items } = release;
  const before: ReleaseContent = { name, publishAt, items };
  const changed = Object.fromEntries(
    Object.entries(sentFields(patch)).filter(
      ([field, value]) => !equal(value, before[field as keyof ReleaseContent]),
    ),
  );
  const sound = checkContent({ ...before, ...changed }, before, changed, now);
  if (!sound.ok) return sound;
  const isIdle = Object.keys(changed).length === 0 && release.status !== "failed";
  return ok(isIdle ? [] : [releaseUpdated.of(release.id, changed)]);
}

/** A published release stays what it was. */
export function checkOpen({ status }: Pick<Release, "status">, verb: string): Result<null> {
  if (status !== "published") return ok(null);
  const detail = `A published release cannot be ${verb}. Undo it with another one.`;
  return refused(refusalAt("invalid-transition", "/status", detail));
}

function checkContent(
  content: ReleaseContent,
  before: ReleaseContent | null,
  sent: object,
  now: number,
): Result<null> {
  const { publishAt } = content;
  if (publishAt !== null && publishAt !== before?.publishAt && Date.parse(publishAt) <= now)
    return refused(refusalAt("invalid-schedule", "/publishAt", "must be in the future", "in-the-past"));
  return checkSize(releaseLimits.release, { what: "A release", before, after: content, sent });
}
