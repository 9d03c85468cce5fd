import type { Context } from "./context.ts";
import { exits, Failure } from "./exits.ts";

/** How often in a row a platform may not be there, for a command that watches. */
const most = 10;
const failures = new WeakMap<Context, number>();

/**
 * Reads for a command that goes on until it is ended: a platform that is away for a moment, such as during a deployment, does not
 * end it. Null if it was away.
 */
export async function patiently<Value>(context: Context, read: () => Promise<Value>): Promise<Value | null> {
  try {
    const value = await read();
    failures.delete(context);
    return value;
  } catch (error) {
    const times = (failures.get(context) ?? 0) + 1;
    failures.set(context, times);
    if (!(error instanceof Failure) || isFinal(error) || times >= most) throw error;
    if (times === 1) context.note(`${error.message}\nTrying again …`);
    return null;
  }
}

/** Whether it is no use to try again: the token, the tenant or the request is not accepted. */
function isFinal({ exit, details }: Failure): boolean {
  const status =
    typeof details === "object" && details !== null && "status" in details ? details.status : null;
  if (typeof status === "number") return status < 500 && status !== 429;
  return exit !== exits.unreachable;
}
