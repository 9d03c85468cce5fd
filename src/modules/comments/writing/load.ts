import { isAnonymous } from "../../../kernel/access/actor.ts";
import { admits } from "../../../kernel/access/permission.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { emailKeyOf, signedInCustomer } from "../../customers/index.ts";
import { readUser } from "../../identity/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import type { Comment, OpenSubject, Subject } from "../comment/schema.ts";
import {
  historyOf,
  isRepeated,
  readComment,
  readShown,
  readThread,
  reviewOf,
  sizesOf,
} from "../comment/store.ts";
import { commentIds } from "../ids.ts";
import type { SubjectKind } from "../subjects/subject.ts";
import { readPace } from "./pace-store.ts";
import type { Author, Editing, Writing } from "./rules.ts";
import type { Named, Written } from "./surface.ts";
import type { Pace, Signals } from "./suspicion-rules.ts";

/** The published subject with a handle, and the tenant's settings. There is none while the subject's module is off. */
export function loadSubject(
  database: TenantDatabase,
  kind: SubjectKind,
  { handle, requestedLocales }: Named,
  context: Context,
) {
  const settings = loadSettings(database, context);
  if (settings.disabledModules.includes(kind.module)) return undefined;
  const found = kind.find(database, handle, servedLocales(requestedLocales, settings));
  if (found === undefined) return undefined;
  const subject: OpenSubject = { type: kind.type, id: found.id };
  return { setting: settings.comments, subject, isOpen: found.isOpen };
}

interface LoadedWriting extends Writing {
  readonly pace: Pace | null;
}

/** What decides about a new comment. Undefined without its subject. */
export function loadWriting(
  database: TenantDatabase,
  kind: SubjectKind,
  { parentId, body, website, author: given, ...named }: Written & Named,
  context: Context,
): LoadedWriting | undefined {
  const found = loadSubject(database, kind, named, context);
  if (found === undefined) return undefined;
  const { subject } = found;
  const customer = signedInCustomer(database, context.actor);
  const parent = parentId ? readShown(database, canonicalId(commentIds.comment, parentId)) : null;
  const email = customer === undefined ? (given?.email ?? null) : ownAddress(customer);
  const pace = readPace(database, context.caller);
  return {
    ...found,
    author: authorOf(database, customer, context),
    parent,
    sizes: sizesOf(database, subject, parent?.rootId ?? null),
    hasReviewed: customer !== undefined && reviewOf(database, customer.id, subject) !== undefined,
    isVerified: kind.isVerified(
      database,
      { customerId: customer?.id ?? null, email: email === null ? null : emailKeyOf(email) },
      subject.id,
    ),
    signals: {
      history: customer === undefined ? null : historyOf(database, customer.id),
      pace,
      isRepeated: isRepeated(database, body, null),
      fellForHoneypot: (website ?? "").trim() !== "",
      now: context.now,
    },
    pace,
  };
}

type Customer = NonNullable<ReturnType<typeof signedInCustomer>>;

/** The address if it is known to be the customer's. Anybody can register with the address of somebody who has bought. */
function ownAddress({ person, emailVerifiedAt }: Customer): string | null {
  return emailVerifiedAt === null ? null : (person?.email ?? null);
}

function authorOf(database: TenantDatabase, customer: Customer | undefined, context: Context): Author {
  const { actor } = context;
  if (customer !== undefined && customer.person !== null) {
    const { email, firstName } = customer.person;
    return { kind: "customer", id: customer.id, name: firstName, email };
  }
  if (actor.kind === "user" && admits(actor, context.grants, "comments:create"))
    return { kind: "staff", name: readUser(database, actor.id)?.person?.name ?? null };
  return { kind: actor.kind === "customer" || isAnonymous(actor) ? "guest" : "server" };
}

interface Own extends Named {
  readonly id: string;
  readonly body?: string | undefined;
}

/** What decides about a change of one's own comment. Another's is not found. */
export function loadEditing(
  database: TenantDatabase,
  kind: SubjectKind,
  input: Own,
  context: Context,
): Editing {
  const subject = loadSubject(database, kind, input, context)?.subject;
  const comment = ownComment(database, subject, input.id, context);
  const customerId = comment?.customerId ?? null;
  const signals: Signals = {
    history: new Map(),
    pace: null,
    isRepeated: input.body !== undefined && isRepeated(database, input.body, comment?.id ?? null),
    fellForHoneypot: false,
    now: context.now,
  };
  if (comment === undefined || subject === undefined || customerId === null)
    return { comment: undefined, hasReplies: false, hasReviewed: false, signals };
  const thread = readThread(database, comment.rootId);
  return {
    comment,
    hasReplies: thread.some(({ parentId }) => parentId === comment.id),
    hasReviewed: reviewOf(database, customerId, subject) !== undefined,
    signals,
  };
}

function ownComment(
  database: TenantDatabase,
  subject: Subject | undefined,
  id: string,
  { actor }: Context,
): Comment | undefined {
  const customer = signedInCustomer(database, actor);
  const comment = readComment(database, canonicalId(commentIds.comment, id));
  const isOwn = customer !== undefined && comment?.customerId === customer.id;
  return isOwn && comment.subject.id === subject?.id ? comment : undefined;
}
