import { refusalAt } from "../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** A place in a tenant's log, as the id of an event in a stream. */
export interface StreamPosition {
  readonly epoch: number;
  readonly seq: number;
}

/** The id of a place: `<epoch>.<seq>`. */
export function positionText({ epoch, seq }: StreamPosition): string {
  return `${epoch}.${seq}`;
}

/** Reads an id. `pointer` is where it was sent. */
export function readPosition(text: string, pointer: string): Result<StreamPosition> {
  const [, epoch, seq] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (epoch !== undefined && seq !== undefined) return ok({ epoch: Number(epoch), seq: Number(seq) });
  return refused(refusalAt("invalid-cursor", pointer, "Not the id of an event in a stream."));
}
