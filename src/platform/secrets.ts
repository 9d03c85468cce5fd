import { minSecretLength, secretList } from "../kernel/access/secret-list.ts";
import { createKeyRing, type KeyRing } from "./signing.ts";

/** The current value of each secret, and the setting with further values that are accepted during a rotation. */
const settings = [
  { current: "SIGNING_SECRET", accepted: "ACCEPTED_SIGNING_SECRETS" },
  { current: "PLATFORM_TOKEN", accepted: "ACCEPTED_PLATFORM_TOKENS" },
] as const;

/** What is wrong with the Worker's secrets, as a sentence for the operator. Null if nothing is. */
export function secretsProblem(env: object): string | null {
  for (const { current, accepted } of settings) {
    if (textOf(env, current).length < minSecretLength) return tooShort(current);
    const shortest = Math.min(...secretList(textOf(env, accepted)).map(({ length }) => length));
    if (shortest < minSecretLength) return tooShort(accepted);
  }
  return null;
}

function tooShort(name: string): string {
  return `${name} is missing or too short: a secret has at least ${minSecretLength} characters. See docs/deploy.md.`;
}

let recent: { readonly source: string; readonly keyRing: KeyRing } | null = null;

/** The key ring of the Worker's secrets. An isolate creates it once: its secrets do not change while it runs. */
export function keyRingOf(env: object): KeyRing {
  const current = textOf(env, "SIGNING_SECRET");
  const accepted = textOf(env, "ACCEPTED_SIGNING_SECRETS");
  const source = JSON.stringify([current, accepted]);
  if (recent?.source !== source) recent = { source, keyRing: createKeyRing(current, secretList(accepted)) };
  return recent.keyRing;
}

/** A secret that is not required may be missing from the environment and from its type. */
function textOf(env: object, name: string): string {
  const value: unknown = Reflect.get(env, name);
  return typeof value === "string" ? value : "";
}
