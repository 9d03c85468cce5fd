import * as z from "zod";
import { defineAggregate } from "../../../kernel/module.ts";
import { idText } from "../../../kernel/values/id.ts";
import { defineEvent } from "../../../kernel/write/event.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { identityIds } from "../ids.ts";
import { removePasskey } from "./store.ts";

const owned = z.object({ accountId: z.string() });

/** An account can sign in with a passkey, or no longer. The key itself is working state. */
export const passkeyAdded = defineEvent("identity.passkey.added", "passkey", owned).unpublished();
export const passkeyRemoved = defineEvent("identity.passkey.removed", "passkey", owned).unpublished();

/** A passkey has no public state. */
export const passkeyState = defineState("passkey", () =>
  z.object({ id: idText(identityIds.passkey), accountId: z.string() }),
);

export const passkeyAggregate = defineAggregate(passkeyState, {
  apply(database, event) {
    if (event.type === passkeyRemoved.type) removePasskey(database, event.aggregate.id);
  },
  state: () => null,
});
