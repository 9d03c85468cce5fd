import { scrypt } from "node:crypto";
import { type PasswordHash, type Passwords, passwordCost } from "../kernel/access/password.ts";
import { refusal } from "../kernel/api/problem.ts";
import { defineLimits } from "../kernel/limit.ts";
import { fromBase64Url, toBase64Url } from "../kernel/values/digest.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";

const saltBytes = 16;
const hashBytes = 32;
/** scrypt takes 128 · N · r bytes. */
const mostMemory = 64 * 1024 * 1024;

export const passwordLimits = defineLimits({
  passwordsAtOnce: {
    value: 2,
    unit: "count",
    per: "isolate",
    what: "Passwords that are hashed at a time",
    beyond: "the others wait",
  },
  passwordsWaiting: {
    value: 32,
    unit: "count",
    per: "isolate",
    what: "Passwords that wait to be hashed",
    beyond: "503 `overloaded`",
  },
});

let running = 0;
let waiting = 0;
const pollMs = 20;
const overloaded = {
  ...refusal("overloaded", "Too many people are signing in. Repeat in a moment."),
  retryAfter: 2,
};

/** Hashes passwords with scrypt, in the Worker: the tenant's object must not wait for it. */
export const passwords: Passwords = {
  async hash(password) {
    const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
    const hashed = await inTurn(() => derive(password, salt, passwordCost));
    return hashed.ok
      ? ok({ salt: toBase64Url(salt), cost: passwordCost, hash: toBase64Url(hashed.value) })
      : hashed;
  },
  async matches(password, stored) {
    const derived = await inTurn(() => derive(password, bytesOf(stored.salt), stored.cost));
    return derived.ok ? ok(areEqual(derived.value, bytesOf(stored.hash))) : derived;
  },
};

/** Requests of an isolate can't wait for each other's promises, so each looks by itself whether it is its turn. */
async function inTurn<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  if (waiting >= passwordLimits.passwordsWaiting.value) return refused(overloaded);
  waiting += 1;
  try {
    do await scheduler.wait(running < passwordLimits.passwordsAtOnce.value ? 0 : pollMs);
    while (running >= passwordLimits.passwordsAtOnce.value);
  } finally {
    waiting -= 1;
  }
  running += 1;
  try {
    return ok(await work());
  } finally {
    running -= 1;
  }
}

function derive(password: string, salt: Uint8Array, parameters: PasswordHash["cost"]): Promise<Uint8Array> {
  const [N = 0, r = 0, p = 0] = parameters.split(",").map(Number);
  // One password can be typed in several Unicode forms.
  const text = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    scrypt(text, salt, hashBytes, { N, r, p, maxmem: mostMemory }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes === null) throw new Error("not a stored password");
  return bytes;
}

/** In a time that depends on the length only. */
function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && crypto.subtle.timingSafeEqual(a, b);
}
