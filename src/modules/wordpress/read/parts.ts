import { openRecords, type XmlRecord } from "./records.ts";
import { textOf } from "./text.ts";
import { UnreadableExport } from "./unreadable.ts";
import { partOf, type WxrPart } from "./wxr.ts";

/** The versions of WXR that are understood. */
const versions = ["1.0", "1.1", "1.2"];

/** A file as it is sent, and how to let others work meanwhile. */
export interface Source {
  readonly file: ReadableStream<Uint8Array>;
  /** The declared character set. */
  readonly charset: string | null;
  readonly pause: () => Promise<void>;
}

/** The parts of an export, as it arrives. Throws `UnreadableExport` if it is none. The last one says how the file ended. */
export async function* readParts({ file, charset, pause }: Source): AsyncGenerator<WxrPart> {
  const reader = openRecords();
  const check = openVersionCheck();
  for await (const text of textOf(file, charset)) {
    yield* partsOf(reader.write(text), check);
    await pause();
  }
  const { records, isWhole } = reader.end();
  yield* partsOf(records, check);
  check.end();
  if (!isWhole)
    yield { kind: "cut-off", isWithinItem: records.some(({ element }) => element.name === "item") };
}

function* partsOf(
  records: readonly XmlRecord[],
  check: ReturnType<typeof openVersionCheck>,
): Generator<WxrPart> {
  for (const record of records) {
    const part = partOf(record);
    if (part === null) continue;
    check.part(part);
    yield part;
  }
}

/** The version comes before all that is imported. */
function openVersionCheck() {
  let isKnown = false;
  const no = () => new UnreadableExport("This is no export of WordPress: WXR 1.0, 1.1 or 1.2.");
  return {
    part(part: WxrPart): void {
      if (part.kind === "version") {
        if (!versions.includes(part.version)) throw no();
        isKnown = true;
      } else if (part.kind === "item" && !isKnown) throw no();
    },
    end(): void {
      if (!isKnown) throw no();
    },
  };
}
