/** Something that runs, holds what it knows in memory, and can die at any moment. */
export interface Process {
  readonly name: string;
  alive: boolean;
}

/** Thrown into code whose process has just died. Whatever it does about it, it can do nothing any more. */
export class Crash extends Error {
  constructor(name: string) {
    super(`${name} has crashed`);
  }
}

/** Whether an error says that a process died; whatever it went through may have wrapped it. */
export function isCrash(error: unknown): boolean {
  return error instanceof Error && (error instanceof Crash || isCrash(error.cause));
}

/** Where in a turn an object dies: so many touches of its storage after the turn began, or after its first commit. */
export interface CrashPoint {
  readonly from: "start" | "commit";
  readonly touches: number;
}
