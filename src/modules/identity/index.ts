import { defineModule } from "../../kernel/module.ts";
import { changeMe } from "./accounts/commands.ts";
import { accountResponse } from "./accounts/schema.ts";
import { identityIds } from "./ids.ts";
import { accountLimits, attemptLimits, lifetimes } from "./limits.ts";
import { passwordLengths } from "./passwords/schema.ts";
import { problems } from "./problems.ts";
import { accountRoutes } from "./routes/account-routes.ts";
import { signInRoutes } from "./routes/sign-in-routes.ts";
import { sessionAggregate, sessionRevoked } from "./sessions/aggregate.ts";
import { accessTokenAuthenticator } from "./sessions/authenticator.ts";
import { refreshSession, revokeOwnSession, revokeOwnSessions, signOutSession } from "./sessions/commands.ts";
import { readJwks } from "./sessions/jwks.ts";
import { identifyAccount, listSessions, readMe, verifySession } from "./sessions/queries.ts";
import { sessionResponse, tokens } from "./sessions/schema.ts";
import { refresh, signOut } from "./sessions/workflows.ts";
import { beginSignIn, openSession } from "./sign-in/commands.ts";
import { beginRegistration, register, registerCustomer } from "./sign-in/registration.ts";
import { signIn } from "./sign-in/workflows.ts";
import { migrations } from "./tables.ts";
import { userEvents } from "./users/events.ts";
import { userResponse, userStatus } from "./users/schema.ts";
import { userAggregate } from "./users/store.ts";

/** Staff users, and how staff and customers sign in. API keys are the module `access`. */
export const identity = defineModule({
  name: "identity",
  requires: ["customers"],
  problems,
  ids: identityIds,
  limits: [lifetimes, accountLimits, attemptLimits, passwordLengths].flatMap((limits) =>
    Object.values(limits),
  ),
  migrations,
  aggregates: [userAggregate, sessionAggregate],
  events: [...userEvents, sessionRevoked],
  operations: [
    ...[register, beginRegistration, registerCustomer],
    ...[signIn, beginSignIn, openSession],
    ...[refresh, refreshSession, signOut, signOutSession],
    readJwks,
    ...[verifySession, listSessions, revokeOwnSession, revokeOwnSessions],
    ...[readMe, changeMe],
  ],
  tags: {
    Authentication: "How staff and customers register, sign in and manage their sessions.",
  },
  schemas: [
    { User: userResponse, UserStatus: userStatus, Account: accountResponse },
    { Tokens: tokens, Session: sessionResponse },
  ],
  routes: [...signInRoutes, ...accountRoutes],
  authenticators: [accessTokenAuthenticator],
  identify: identifyAccount,
});
