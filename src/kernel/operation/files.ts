/** What a stored file is, besides its bytes. */
export interface FileFacts {
  readonly mediaType: string;
}

/** A part of a large file that has arrived. */
export interface StoredPart {
  readonly number: number;
  /** What the storage calls it. */
  readonly tag: string;
}

/** Files of tenants, by key. A key begins with the tenant's id. Writing a key again replaces the file. */
export interface Files {
  /** Writes a file while its bytes arrive, however many there are. If they fail, nothing is written. Returns their number. */
  write(key: string, bytes: AsyncIterable<Uint8Array>, facts: FileFacts): Promise<number>;
  /** The bytes of a file. Null if there is none. */
  read(key: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Removes files whose keys begin with the prefix, or as many as one call may. Returns whether there were any. */
  remove(prefix: string): Promise<boolean>;
  /** Begins a file that arrives in parts. Returns the name of what is begun. */
  beginParts(key: string, facts: FileFacts): Promise<string>;
  /** Writes a part of exactly `size` bytes. Returns its tag. Null if what was begun is not there any more. */
  writePart(
    key: string,
    begun: string,
    part: { readonly number: number; readonly size: number; readonly bytes: ReadableStream<Uint8Array> },
  ): Promise<string | null>;
  /** Makes the parts one file. Nothing happens if that was done before. Returns whether the storage has exactly these parts. */
  joinParts(key: string, begun: string, parts: readonly StoredPart[]): Promise<boolean>;
  /** Forgets the parts of a file that is not wanted any more. */
  abandonParts(key: string, begun: string): Promise<void>;
}

/** Thrown by `writePart` if there are more or fewer bytes. */
export class WrongPartSize extends Error {
  override readonly name = "WrongPartSize";
}
