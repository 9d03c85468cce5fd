import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { changeMe, mePatch } from "./accounts/commands.ts";
import { endCustomerSessions, removeDeletedCustomer, removeDeletedUser } from "./accounts/policies.ts";
import { accountResponse } from "./accounts/schema.ts";
import { identityIds } from "./ids.ts";
import { revokeInvitation } from "./invitations/commands.ts";
import { invitationResponse, listInvitations } from "./invitations/queries.ts";
import { accountLimits, attemptLimits, lifetimes } from "./limits.ts";
import { requestResetMail, requestVerificationMail, verifyEmail } from "./mails/commands.ts";
import { readAccountRecipient, readTokenRecipient } from "./mails/queries.ts";
import { mailPasswordChanges, mailTokens } from "./mails/reactions.ts";
import { answerMailRequests } from "./mails/requests.ts";
import {
  accepted,
  confirmEmailVerification,
  mailRequestInput,
  requestEmailVerification,
  requestPasswordReset,
  verificationInput,
} from "./mails/workflows.ts";
import { signInMeasures } from "./measures.ts";
import { passkeyAdded, passkeyAggregate, passkeyRemoved } from "./passkeys/aggregate.ts";
import { addPasskey, beginPasskey, deletePasskey, renamePasskey } from "./passkeys/commands.ts";
import { listPasskeys } from "./passkeys/queries.ts";
import {
  authenticationResponse,
  passkeyCreationOptions,
  passkeyInput,
  passkeyOptionsInput,
  passkeyPatch,
  passkeyRequestOptions,
  passkeyResponse,
  passkeySignInInput,
  passkeySignInOptionsInput,
  registrationResponse,
} from "./passkeys/schema.ts";
import { beginPasskeySignIn, openPasskeySession } from "./passkeys/sign-in-commands.ts";
import {
  preparePasskey,
  preparePasskeySignIn,
  registerPasskey,
  signInWithPasskey,
} from "./passkeys/workflows.ts";
import { beginPasswordChange, changePassword, resetPassword } from "./passwords/commands.ts";
import { passwordLengths } from "./passwords/schema.ts";
import {
  changeOwnPassword,
  confirmPasswordReset,
  passwordChangeInput,
  resetInput,
} from "./passwords/workflows.ts";
import { problems } from "./problems.ts";
import { accountRoutes } from "./routes/account-routes.ts";
import { invitationRoutes } from "./routes/invitation-routes.ts";
import { passkeyRoutes } from "./routes/passkey-routes.ts";
import { passwordRoutes } from "./routes/password-routes.ts";
import { secondFactorRoutes } from "./routes/second-factor-routes.ts";
import { signInRoutes } from "./routes/sign-in-routes.ts";
import { userRoutes } from "./routes/user-routes.ts";
import {
  confirmSecondFactor,
  disableSecondFactor,
  enrolSecondFactor,
  removeUserSecondFactor,
  replaceRecoveryCodes,
} from "./second-factor/commands.ts";
import { beginProof } from "./second-factor/proof-commands.ts";
import {
  codeInput,
  passwordInput,
  proofInput,
  recoveryCodes,
  twoFactorEnrolment,
} from "./second-factor/schema.ts";
import { confirmTwoFactor, disableTwoFactor, enrol, newCodes } from "./second-factor/workflows.ts";
import { sessionAggregate, sessionRevoked } from "./sessions/aggregate.ts";
import { accessTokenAuthenticator } from "./sessions/authenticator.ts";
import { refreshSession, revokeOwnSession, revokeOwnSessions, signOutSession } from "./sessions/commands.ts";
import { identifyAccount, listSessions, readMe, verifySession } from "./sessions/queries.ts";
import { sessionResponse, tokens } from "./sessions/schema.ts";
import { jwks, readJwks } from "./sessions/tokens/jwks.ts";
import { refresh, refreshInput, signOut } from "./sessions/workflows.ts";
import { beginSignIn, openSession } from "./sign-in/commands.ts";
import { beginRegistration, registerCustomer } from "./sign-in/registration-commands.ts";
import { register, registerInput } from "./sign-in/registration-workflows.ts";
import { signIn, signInInput } from "./sign-in/workflows.ts";
import { migrations } from "./tables.ts";
import { tidyAccounts } from "./tidying.ts";
import { activateUser } from "./users/activation-commands.ts";
import {
  banUser,
  createUser,
  deactivateUser,
  deleteUser,
  inviteUser,
  reactivateUser,
  updateUser,
} from "./users/commands.ts";
import { userEvents } from "./users/events.ts";
import { readOneUser, readUsers } from "./users/queries.ts";
import { invitationInput, userInput, userPatch, userResponse, userStatus } from "./users/schema.ts";
import { countUsersWith, userAggregate } from "./users/store.ts";
import { userTransfer } from "./users/transfer-store.ts";
import { acceptanceInput, acceptInvitation, addUser } from "./users/workflows.ts";

export { type AccountRecord, accountRecord, readAccountRecord } from "./accounts/record.ts";
export { activeUsersWith, findUser as findStaff, readUser } from "./users/store.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  users: { admin: ["manage"] },
});

/** Staff users, and how staff and customers sign in. API keys are the module `access`. */
export const identity = defineModule({
  name: "identity",
  requires: ["customers"],
  problems,
  ids: identityIds,
  resources,
  limits: [lifetimes, accountLimits, attemptLimits, passwordLengths].flatMap((limits) =>
    Object.values(limits),
  ),
  migrations,
  aggregates: [userAggregate, sessionAggregate, passkeyAggregate],
  events: [...userEvents, sessionRevoked, passkeyAdded, passkeyRemoved],
  transfers: [userTransfer],
  operations: [
    ...[register, beginRegistration, registerCustomer],
    ...[signIn, beginSignIn, openSession],
    ...[refresh, refreshSession, signOut, signOutSession],
    readJwks,
    ...[verifySession, listSessions, revokeOwnSession, revokeOwnSessions],
    ...[readMe, changeMe],
    ...[changeOwnPassword, beginPasswordChange, changePassword],
    ...[enrol, beginProof, enrolSecondFactor, confirmTwoFactor, confirmSecondFactor],
    ...[newCodes, replaceRecoveryCodes, disableTwoFactor, disableSecondFactor, removeUserSecondFactor],
    ...[preparePasskey, beginPasskey, registerPasskey, addPasskey],
    ...[listPasskeys, renamePasskey, deletePasskey],
    ...[preparePasskeySignIn, signInWithPasskey, beginPasskeySignIn, openPasskeySession],
    ...[requestPasswordReset, requestResetMail, confirmPasswordReset, resetPassword],
    ...[requestEmailVerification, requestVerificationMail, confirmEmailVerification, verifyEmail],
    readTokenRecipient,
    readAccountRecipient,
    ...[readUsers, readOneUser, addUser, createUser, updateUser, deleteUser],
    ...[deactivateUser, reactivateUser, banUser],
    ...[inviteUser, acceptInvitation, activateUser, listInvitations, revokeInvitation],
  ],
  tags: {
    Users: "The staff of a shop: who may use the back office, with which role.",
    Authentication: "How staff and customers register, sign in and manage their sessions.",
  },
  schemas: [
    { User: userResponse, Invitation: invitationResponse, UserStatus: userStatus, Account: accountResponse },
    { Tokens: tokens, Session: sessionResponse, JsonWebKeySet: jwks },
    {
      RegisterInput: registerInput,
      SignInInput: signInInput,
      RefreshInput: refreshInput,
      AccountPatch: mePatch,
    },
    {
      PasswordChangeInput: passwordChangeInput,
      PasswordResetInput: resetInput,
      MailRequestInput: mailRequestInput,
    },
    {
      EmailVerificationInput: verificationInput,
      InvitationAcceptanceInput: acceptanceInput,
      Accepted: accepted,
    },
    {
      PasswordInput: passwordInput,
      CodeInput: codeInput,
      ProofInput: proofInput,
      TwoFactorEnrolment: twoFactorEnrolment,
      RecoveryCodes: recoveryCodes,
    },
    {
      Passkey: passkeyResponse,
      PasskeyInput: passkeyInput,
      PasskeyPatch: passkeyPatch,
      PasskeyOptionsInput: passkeyOptionsInput,
      PasskeyCreationOptions: passkeyCreationOptions,
      RegistrationResponse: registrationResponse,
    },
    {
      PasskeySignInInput: passkeySignInInput,
      PasskeySignInOptionsInput: passkeySignInOptionsInput,
      PasskeyRequestOptions: passkeyRequestOptions,
      AuthenticationResponse: authenticationResponse,
    },
    { UserInput: userInput, UserPatch: userPatch, InvitationInput: invitationInput },
  ],
  routes: [
    ...signInRoutes,
    ...accountRoutes,
    ...passwordRoutes,
    ...secondFactorRoutes,
    ...passkeyRoutes,
    ...userRoutes,
    ...invitationRoutes,
  ],
  scheduledJobs: [tidyAccounts, answerMailRequests],
  measures: signInMeasures,
  policies: [endCustomerSessions, removeDeletedCustomer, removeDeletedUser],
  reactions: [mailPasswordChanges, mailTokens],
  authenticators: [accessTokenAuthenticator],
  countRoleHolders: countUsersWith,
  identify: identifyAccount,
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly identity: typeof resources;
  }
}
