const credentialName = "rustok-ops-credential";
const messageName = "rustok-ops-message";

/** The credential of this tab. It is forgotten with the tab, and never leaves it but in the header of a request. */
export const session = {
  read: (): string | null => sessionStorage.getItem(credentialName),
  keep: (credential: string) => sessionStorage.setItem(credentialName, credential),
  /** Forgets the credential and everything that was read with it. `message` is shown at the sign-in form. */
  end(message: string): void {
    sessionStorage.removeItem(credentialName);
    sessionStorage.setItem(messageName, message);
    location.reload();
  },
  /** What the last session ended with, once. */
  takeMessage(): string {
    const message = sessionStorage.getItem(messageName) ?? "";
    sessionStorage.removeItem(messageName);
    return message;
  },
};
