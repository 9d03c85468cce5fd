/** Something that counts by itself, and tells when it is asked. */
export interface Waiting {
  readonly isEmpty: () => boolean;
  /** Writes a line of what was counted. */
  readonly tell: () => void;
}

const all: Waiting[] = [];

/** Asks for the counts whenever this isolate hands over what it has. */
export function tellLater(waiting: Waiting): void {
  all.push(waiting);
}

export function isAnyWaiting(): boolean {
  return all.some(({ isEmpty }) => !isEmpty());
}

export function tellWaiting(): void {
  for (const { isEmpty, tell } of all) if (!isEmpty()) tell();
}
