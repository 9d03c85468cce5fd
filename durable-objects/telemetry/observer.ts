import type { NewEvent } from "../../src/kernel/write/event.ts";

/** Watches the commands of an object, for its log and its metrics. */
export interface CommandObserver {
  /** Called before a command runs. */
  begin(command: ObservedCommand): Observation;
}

/** A command, as far as its log line is about it. */
export interface ObservedCommand {
  readonly command: string;
  readonly input: unknown;
  readonly actor: { readonly kind: string };
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
}

/** How a command ended. */
export type ObservedResult =
  | {
      readonly ok: true;
      readonly answer: unknown;
      readonly seq: number | null;
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly refusal: { readonly code: string } };

/** A command that is running. */
export interface Observation {
  /** What its events continue. */
  readonly traceparent: string;
  /** Called after its transaction, with the events that it wrote. */
  end(result: ObservedResult, events: readonly NewEvent[]): void;
  /** It threw, and its transaction was rolled back. */
  failed(error: unknown): void;
}
