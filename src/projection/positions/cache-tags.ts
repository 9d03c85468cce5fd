import type { ReadModel } from "../../kernel/storage/storage.ts";
import { positionIn, readPosition } from "./positions.ts";
export async function readChangedTags(model: ReadModel, tenantId: string) {
  const [row] = await model.all(readPosition(tenantId, "read-model"));
  if (row === undefined) return null;
  const position = positionIn(row);
  return { ...position, floor: 0, tags: [["*", position.seq]] as [string, number][] };
}
