/** The kinds of columns of the pools' tables, as the migrations made them. */
export const columns = {
  text: { type: 'text' },
  uuid: { type: 'uuid' },
  integer: { type: 'integer' },
  big: { type: 'bigint' },
  bool: { type: 'boolean' },
  json: { type: 'jsonb' },
  instant: { type: 'timestamptz' },
  exact: { type: 'numeric' },
  minor: { type: 'numeric', precision: 38, scale: 0 },
  units: { type: 'numeric', precision: 38, scale: 12 },
  share: { type: 'numeric', precision: 7, scale: 6 },
  rate: { type: 'numeric', precision: 10, scale: 9 },
  hurdle: { type: 'numeric', precision: 12, scale: 9 },
  growth: { type: 'numeric', precision: 60, scale: 24 },
} as const;

/** A column of the primary key. */
export const key = { primary: true } as const;
/** A column that may be empty. */
export const optional = { nullable: true } as const;
