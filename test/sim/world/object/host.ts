import type { DatabaseSync } from "node:sqlite";
import {
  type CoreDeps,
  createCore,
  type Identity,
  provision,
  type TenantCore,
} from "../../../../durable-objects/core.ts";
import type { ObjectStorage } from "../../../../durable-objects/storage/storage.ts";
import type { Epoch } from "../../../../src/kernel/delivery/epoch.ts";
import { openSqlite, type Sqlite } from "../database/sqlite.ts";
import { Crash, type CrashPoint, type Process } from "../process.ts";
import { putBack, type Saved, save } from "./restore.ts";
import { type Disk, openStorage, type StorageGuard } from "./storage.ts";

/** Simulates the platform for one tenant's object: keeps its disk, wakes it for calls, and lets it crash. */
export interface Host {
  readonly index: number;
  readonly tenantId: string;
  readonly sqlite: Sqlite;
  /** Wakes the object. It may crash while it starts. */
  readonly wake: () => { readonly core: TenantCore; readonly process: Process };
  /** Sets where the object crashes next, if it gets that far. */
  arm(point: CrashPoint | null): void;
  die(): void;
  /** Saves the current storage for a restore. */
  save(): void;
  /** Restores the saved storage. The object isn't informed. Returns whether there was a saved state. */
  restore(told: boolean): boolean;
  /** The current epoch according to the platform's object. Every client call carries it. */
  epoch: Epoch | undefined;
  /** Whether it was restored and has not begun a new epoch since. */
  readonly isPutBack: () => boolean;
  /** The same for an unannounced restore. Such an object may assign numbers twice, so it must not be written to. */
  readonly isSecretlyPutBack: () => boolean;
  readonly isAwake: () => boolean;
  readonly alarmAt: () => number | null;
  readonly alarmRuns: () => boolean;
  notify(): void;
}

export interface HostDeps {
  /** A database that the migrations were applied to. */
  readonly openDatabase: () => DatabaseSync;
  readonly depsOf: (process: Process, storage: ObjectStorage) => CoreDeps;
  readonly mendCore: (core: TenantCore) => TenantCore;
  readonly now: () => number;
  /** A process has died and lost its memory. */
  readonly died: (process: Process) => void;
  readonly alarmThrew: (error: unknown) => void;
}

/** The platform drops an alarm after this many consecutive failures. */
const mostAlarmRetries = 6;

export function createHost(index: number, identity: Identity, deps: HostDeps): Host {
  const disk: Disk = { sqlite: openSqlite(deps.openDatabase()), alarmAt: null };
  const fuse = createFuse();
  let awake: { readonly core: TenantCore; readonly process: Process } | null = null;
  let alarm = { runs: false, failures: 0 };
  let saved: Saved | null = null;
  let formerEpoch = 0;
  let secretly = false;

  const die = () => {
    if (awake === null) return;
    const { process } = awake;
    awake = null;
    process.alive = false;
    // An alarm that didn't complete is due again.
    if (alarm.runs) disk.alarmAt = Math.min(disk.alarmAt ?? deps.now(), deps.now());
    alarm = { ...alarm, runs: false };
    deps.died(process);
  };
  const begin = () => {
    const process: Process = { name: `object ${index}`, alive: true };
    const guard = guardOf(process, fuse, () => {
      process.alive = false;
      die();
    });
    return { process, coreDeps: deps.depsOf(process, openStorage(disk, guard)) };
  };
  const wake = () => {
    if (awake !== null) return awake;
    const { process, coreDeps } = begin();
    awake = { core: deps.mendCore(createCore(coreDeps)), process };
    return awake;
  };
  const alarmEnded = (process: Process, error: unknown) => {
    if (!process.alive) return;
    alarm.runs = false;
    if (error === null) {
      alarm.failures = 0;
      return;
    }
    deps.alarmThrew(error);
    alarm.failures += 1;
    if (alarm.failures > mostAlarmRetries) return;
    disk.alarmAt ??= deps.now() + 1_000 * 2 ** alarm.failures;
  };

  provision(begin().coreDeps, identity);
  return {
    index,
    tenantId: identity.tenantId,
    sqlite: disk.sqlite,
    wake,
    arm: fuse.arm,
    die,
    save() {
      saved = save(disk);
    },
    restore(told) {
      if (saved === null) return false;
      die();
      formerEpoch = Math.max(formerEpoch, epochOf(disk));
      putBack(disk, saved);
      secretly = !told;
      return true;
    },
    isPutBack: () => epochOf(disk) <= formerEpoch,
    isSecretlyPutBack: () => secretly && epochOf(disk) <= formerEpoch,
    epoch: undefined,
    isAwake: () => awake !== null,
    alarmAt: () => disk.alarmAt,
    alarmRuns: () => alarm.runs,
    notify() {
      alarm.runs = true;
      disk.alarmAt = null;
      let started: ReturnType<typeof wake>;
      try {
        started = wake();
      } catch (error) {
        // It died before it took the alarm.
        alarm.runs = false;
        disk.alarmAt = deps.now();
        throw error;
      }
      const { core, process } = started;
      core.alarm().then(
        () => alarmEnded(process, null),
        (error: unknown) => alarmEnded(process, error),
      );
    },
  };
}

function epochOf({ sqlite }: Disk): number {
  const [self] = sqlite.rows("SELECT epoch FROM object");
  return Number(self?.epoch);
}

/** Counts storage accesses down to the one at which the object crashes. */
function createFuse() {
  let point: CrashPoint | null = null;
  let left = 0;
  return {
    arm(next: CrashPoint | null): void {
      point = next;
      left = next?.touches ?? 0;
    },
    committed(): void {
      if (point?.from === "commit") point = { from: "start", touches: point.touches };
    },
    burnsOut(): boolean {
      if (point?.from !== "start") return false;
      left -= 1;
      if (left >= 0) return false;
      point = null;
      return true;
    },
  };
}

function guardOf(process: Process, fuse: ReturnType<typeof createFuse>, die: () => void): StorageGuard {
  const touch = () => {
    if (!process.alive) throw new Crash(process.name);
    if (!fuse.burnsOut()) return;
    die();
    throw new Crash(process.name);
  };
  return {
    touch,
    committed() {
      fuse.committed();
      touch();
    },
  };
}
