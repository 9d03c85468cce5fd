import { createHash } from "node:crypto";
import { createRandom } from "../../local/node/random.ts";
import { platformToken } from "../../src/kernel/access/actor.ts";
import { collectRoles, noGrants } from "../../src/kernel/access/permission.ts";
import { newId } from "../../src/kernel/values/id.ts";
import type { Result } from "../../src/kernel/values/result.ts";
import type { Context } from "../../src/kernel/write/command.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";

export const tenantId = "ten_01J00000000000000000000000";

const now = Date.parse("2026-03-01T12:00:00Z");
const random = createRandom(1);

/** What rules are given that ask for no permission. It loads no module, so tests of such rules start at once. */
export const anyContext: Context = {
  tenantId: tenantId as Context["tenantId"],
  actor: platformToken,
  caller: null,
  network: null,
  sessionId: null,
  grants: noGrants,
  extent: "any",
  grantsOf: () => noGrants,
  roles: collectRoles([]),
  now,
  newId: (kind) => newId(kind, now, random),
  digest: (text) => createHash("sha256").update(text).digest("base64url"),
  modules: [],
};

/** The types and data of the decided events. A refusal fails the test. */
export function eventsOf(result: Result<readonly NewEvent[]>) {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value.map(({ type, data }) => ({ type, data: data as Readonly<Record<string, unknown>> }));
}

/** The code and pointers of a refusal. A success fails the test. */
export function refusalOf(result: Result<unknown>) {
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value)}`);
  const { code, errors = [] } = result.refusal;
  return { code, pointers: errors.map(({ pointer }) => pointer) };
}
