import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { PersonTraces } from "../../../kernel/storage/tenant-object.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { hasCartsWith, removeCartsWith } from "../../checkout/index.ts";
import { commentsOf, decideCommentErasure } from "../../comments/index.ts";
import { decideErasure, type Person } from "../../customers/index.ts";
import { decideFormErasure, submissionsOf } from "../../forms/index.ts";
import { decideOrderErasure, type OrderOwner, ordersOf } from "../../orders/index.ts";
import type { Erasure, Step } from "./tables.ts";

/** What one run of the job does, and where the erasure is then. */
export interface Progress {
  readonly events: readonly NewEvent[];
  readonly write: (database: TenantDatabase) => Erasure;
}

/** Orders per run. Each is read and written whole, with all of its events. */
const ordersPerRun = 20;

/** Comments per run. They are small, and have few events. */
const commentsPerRun = 50;

/** What was sent with forms, per run. */
const submissionsPerRun = 50;

/** Does some of the present step. The step is repeated until nothing of it is left. */
export function progressOf(database: TenantDatabase, erasure: Erasure): Progress {
  switch (erasure.step) {
    case "orders":
      return eraseOrders(database, erasure);
    case "comments":
      return eraseComments(database, erasure);
    case "forms":
      return eraseForms(database, erasure);
    case "carts":
      return eraseCarts(erasure);
    case "entries":
      return eraseEntries(database, erasure);
    case "answers":
      return forgetAnswers(erasure);
    case "done":
      return { events: [], write: () => erasure };
  }
}

/** Whose orders are a person's. */
export function ownerOf({ customerIds, email, isEmailVerified }: Person): OrderOwner {
  return { customerIds, guestEmails: email !== null && isEmailVerified ? [email] : [] };
}

/** Whose orders are erased with a person. */
export function ownerIn({ customerIds, emails }: Pick<Erasure, "customerIds" | "emails">): OrderOwner {
  return { customerIds, guestEmails: verifiedIn({ emails }) };
}

function eraseOrders(database: TenantDatabase, erasure: Erasure): Progress {
  const after = erasure.cursor === "" ? null : erasure.cursor;
  const orders = ordersOf(database, ownerIn(erasure), after, ordersPerRun);
  const counted = { ...erasure, orders: erasure.orders + orders.length };
  const last = orders.at(-1);
  return {
    events: decideOrderErasure(orders),
    write: () =>
      last === undefined || orders.length < ordersPerRun
        ? nextStep(counted)
        : { ...counted, cursor: last.at },
  };
}

function eraseComments(database: TenantDatabase, erasure: Erasure): Progress {
  const comments = commentsOf(database, ownerIn(erasure), erasure.cursor, commentsPerRun);
  const last = comments.at(-1);
  return {
    events: decideCommentErasure(comments),
    write: () =>
      last === undefined || comments.length < commentsPerRun
        ? nextStep(erasure)
        : { ...erasure, cursor: last },
  };
}

function eraseForms(database: TenantDatabase, erasure: Erasure): Progress {
  const submissions = submissionsOf(database, ownerIn(erasure), erasure.cursor, submissionsPerRun);
  const last = submissions.at(-1);
  return {
    events: decideFormErasure(submissions),
    write: () =>
      last === undefined || submissions.length < submissionsPerRun
        ? nextStep(erasure)
        : { ...erasure, cursor: last },
  };
}

function eraseCarts(erasure: Erasure): Progress {
  return {
    events: [],
    write(database) {
      const emails = verifiedIn(erasure);
      for (const email of emails) removeCartsWith(database, email);
      return emails.some((email) => hasCartsWith(database, email)) ? erasure : nextStep(erasure);
    },
  };
}

/** Each event of an erasure erases a bounded number of audit entries, so it is repeated while there are more. */
function eraseEntries(database: TenantDatabase, erasure: Erasure): Progress {
  const { customerIds } = erasure;
  return database.object.hasErasableEntries(customerIds)
    ? { events: decideErasure({ customerIds, addressIds: [] }), write: () => erasure }
    : { events: [], write: () => nextStep(erasure) };
}

function forgetAnswers(erasure: Erasure): Progress {
  const { customerIds, cursor } = erasure;
  const traces: PersonTraces = { customerIds, emails: erasure.emails.map(({ email }) => email) };
  return {
    events: [],
    write(database) {
      const next = database.object.forgetAnswers(cursor, traces);
      return next === null ? nextStep(erasure) : { ...erasure, cursor: next };
    },
  };
}

function verifiedIn({ emails }: Pick<Erasure, "emails">): readonly string[] {
  return emails.filter(({ isVerified }) => isVerified).map(({ email }) => email);
}

function nextStep(erasure: Erasure): Erasure {
  return { ...erasure, step: following[erasure.step], cursor: "" };
}

const following = {
  orders: "comments",
  comments: "forms",
  forms: "carts",
  carts: "entries",
  entries: "answers",
  answers: "done",
  done: "done",
} as const satisfies Record<Step, Step>;
