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

/** What the platform does for one tenant's object: it keeps the disk, wakes it when called, and lets it die. */
export interface Host {
  readonly index: number;
  readonly tenantId: string;
  readonly sqlite: Sqlite;
  /** The object, awake. May crash on the way. */
  readonly wake: () => { readonly core: TenantCore; readonly process: Process };
  /** Where in what follows the object shall die, if it gets so far. */
  arm(point: CrashPoint | null): void;
  die(): void;
  /** Keeps what is stored at this moment, for a restore. */
  save(): void;
  /** The platform puts the object back to what was kept; nobody in the object can know. Answers whether there was any. */
  restore(told: boolean): boolean;
  /** The present life as the platform's object has it; every call of a client carries it. */
  epoch: Epoch | undefined;
  /** Whether it was put back and has not begun another life since. */
  readonly isPutBack: () => boolean;
  /** The same, and nobody was told: such an object may give numbers out twice, so nobody may write to it. */
  readonly isSecretlyPutBack: () => boolean;
  readonly isAwake: () => boolean;
  readonly alarmAt: () => number | null;
  readonly alarmRuns: () => boolean;
  notify(): void;
}

export interface HostDeps {
  readonly depsOf: (process: Process, storage: ObjectStorage) => CoreDeps;
  readonly mendCore: (core: TenantCore) => TenantCore;
  readonly now: () => number;
  /** A process is gone, with all it had in memory. */
  readonly died: (process: Process) => void;
  readonly alarmThrew: (error: unknown) => void;
}

/** After so many failures in a row the platform gives an alarm up. */
const mostAlarmRetries = 6;

export function createHost(index: number, identity: Identity, deps: HostDeps): Host {
  const disk: Disk = { sqlite: openSqlite(), alarmAt: null };
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
    // An alarm that did not come to its end is due again.
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
        // It died before it could take the alarm.
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

/** Counts the touches of a turn down to the one at which the object dies. */
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
