/** Some limits are counted by network. On one machine, every address of 127.0.0.0/8 is one. */
const networks = 60;

/** The address from which a caller's requests come. */
export function addressOf(caller: number): string {
  return `127.0.${1 + (caller % networks)}.1`;
}
