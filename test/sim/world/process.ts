/** A running process with state in memory, which can die at any moment. */
export interface Process {
  readonly name: string;
  alive: boolean;
}

/** Thrown into code whose process has just died. Catching it has no effect. */
export class Crash extends Error {
  constructor(name: string) {
    super(`${name} has crashed`);
  }
}

/** Whether an error, or one of its causes, is a crash. */
export function isCrash(error: unknown): boolean {
  return error instanceof Error && (error instanceof Crash || isCrash(error.cause));
}

/** Where an object dies: after this many storage accesses since the step began, or since its first commit. */
export interface CrashPoint {
  readonly from: "start" | "commit";
  readonly touches: number;
}
