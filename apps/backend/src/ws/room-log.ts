/** A live message as it goes out. */
export type LiveEnvelope = { v: 1; room: string; seq: number; tsMs: number; type: string; data: unknown };

/** The newest messages of a room, numbered without gaps, so that a client can carry on where it stopped. */
export type RoomLog = {
  add: (type: string, data: unknown, tsMs: number) => LiveEnvelope;
  /** What came after `afterSeq`; null when that is no longer (or was never) known here. */
  since: (afterSeq: number) => LiveEnvelope[] | null;
  /** Says that something was missed: everybody sees a gap, nobody can resume across it. */
  breakHere: () => void;
  seq: () => number;
};

/**
 * A log that begins after `startSeq`. Take it from the clock, in microseconds: then a restarted relay never numbers
 * below what a client has seen.
 */
export function roomLog(room: string, startSeq: number, capacity: number): RoomLog {
  let seq = startSeq;
  let floor = startSeq;
  let kept: LiveEnvelope[] = [];
  return {
    seq: () => seq,
    add: (type, data, tsMs) => {
      seq += 1;
      const message: LiveEnvelope = { v: 1, room, seq, tsMs, type, data };
      kept.push(message);
      if (kept.length > capacity) floor = kept.shift()?.seq ?? floor;
      return message;
    },
    since: (afterSeq) => (afterSeq < floor || afterSeq > seq ? null : kept.filter((message) => message.seq > afterSeq)),
    breakHere: () => {
      seq += 1;
      floor = seq;
      kept = [];
    },
  };
}
