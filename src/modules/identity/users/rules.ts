import { allows, covers } from "../../../kernel/access/permission.ts";
import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { roleChanged, userUpdated } from "./events.ts";
import type { User, UserPatch, UserStatus } from "./schema.ts";

type Grantor = Pick<Context, "grants" | "roles">;

/** Why the caller may not give somebody a role: there is none, or it has more rights than the caller. */
export function roleProblem(role: string, { grants, roles }: Grantor): Refusal | null {
  const granted = roles.find(role);
  if (granted === null)
    return refusalAt(
      "unknown-reference",
      "/role",
      `There is no such role. There are ${roles.names.join(", ")}, and those of the tenant.`,
    );
  if (!covers(grants, granted))
    return refusalAt("forbidden", "/role", `You cannot give a role with more rights than your own: ${role}.`);
  return null;
}

/** Why the caller may not change a user: the user has more rights than the caller. */
export function rankProblem(user: User, { grants, roles }: Grantor): Refusal | null {
  return covers(grants, roles.grantsOf(user.role))
    ? null
    : refusal("forbidden", "You cannot change a user with more rights than your own.");
}

/** The roles that can manage users. */
export function administratorRoles(roles: Context["roles"]): readonly string[] {
  return roles.names.filter((name) => allows(roles.grantsOf(name), "users:manage"));
}

/** Why a user must stay an active administrator: nobody else is one. */
export function lockOutProblem(user: User, otherAdministrators: number, { roles }: Grantor): Refusal | null {
  const isAdministrator = user.status === "active" && administratorRoles(roles).includes(user.role);
  return isAdministrator && otherAdministrators === 0
    ? refusal("last-administrator", "Nobody else could manage users then.")
    : null;
}

/** Changes name and role. No event for what stays. */
export function decideUserPatch(
  user: User,
  { name, role }: UserPatch,
  otherAdministrators: number,
  grantor: Grantor,
): Result<readonly NewEvent[]> {
  const isNewName = name !== undefined && user.person !== null && name !== user.person.name;
  const renamed =
    isNewName && user.person !== null ? [userUpdated.of(user.id, { person: { ...user.person, name } })] : [];
  if (role === undefined || role === user.role) return ok(renamed);
  const problem =
    roleProblem(role, grantor) ??
    (administratorRoles(grantor.roles).includes(role)
      ? null
      : lockOutProblem(user, otherAdministrators, grantor));
  return problem === null
    ? ok([...renamed, roleChanged.of(user.id, { from: user.role, to: role })])
    : refused(problem);
}

/** Where each action leads, and from where. */
const moves = {
  deactivate: { from: ["active"], to: "inactive" },
  reactivate: { from: ["inactive", "banned"], to: "active" },
  ban: { from: ["invited", "active", "inactive"], to: "banned" },
} as const satisfies Record<string, { readonly from: readonly UserStatus[]; readonly to: UserStatus }>;

export type UserAction = keyof typeof moves;

/** Deactivates, reactivates or bans a user. */
export function decideUserAction(
  user: User,
  action: UserAction,
  otherAdministrators: number,
  grantor: Grantor,
): Result<readonly NewEvent[]> {
  const { from, to } = moves[action];
  if (!from.some((status) => status === user.status))
    return refused(refusal("invalid-transition", `A user that is ${user.status} cannot become ${to}.`));
  const problem = lockOutProblem(user, otherAdministrators, grantor);
  return problem === null ? ok([userUpdated.of(user.id, { status: to })]) : refused(problem);
}
