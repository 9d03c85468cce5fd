/** What a running platform has to tell. */
export interface Observer {
  /** A line that the Worker or the runtime logged. */
  onLog?: ((level: string, message: string) => void) | undefined;
  /** workerd ended without being asked to, and runs again on the same port and state. */
  onRestart?: (() => void) | undefined;
  /** workerd ended without being asked to, and could not be started again. */
  onLost?: ((reason: string) => void) | undefined;
}
