import { definePolicy } from "../../../kernel/write/policy.ts";
import { customerDeleted, customerErased, customerUpdated } from "../../customers/index.ts";
import { endSessions } from "../sessions/aggregate.ts";
import { removeTokens } from "../single-use/store.ts";
import { userDeleted } from "../users/events.ts";
import { removeAccount } from "./store.ts";

interface CustomerChanges {
  readonly status?: string | undefined;
}

/** A customer who was disabled has no sessions from then on. */
export const endCustomerSessions = definePolicy<CustomerChanges>({
  consumes: [customerUpdated],
  follow(database, { aggregate: { id }, data: { status } }, { now }) {
    if (status !== "disabled") return {};
    return {
      events: endSessions(database, id, "account", { now }),
      writeState: (written) => removeTokens(written, id, "password-reset"),
    };
  },
});

/** A customer who was deleted or erased has no sessions and nothing to sign in with. */
export const removeDeletedCustomer = definePolicy<object>({
  consumes: [customerDeleted, customerErased],
  follow: (database, { aggregate: { id } }, { now }) => ({
    events: endSessions(database, id, "account", { now }),
    writeState: (written) => removeAccount(written, id),
  }),
});

/** A member of the staff who was deleted has nothing to sign in with. The command has ended the sessions. */
export const removeDeletedUser = definePolicy({
  consumes: [userDeleted],
  follow: (_, { aggregate: { id } }) => ({ writeState: (written) => removeAccount(written, id) }),
});
