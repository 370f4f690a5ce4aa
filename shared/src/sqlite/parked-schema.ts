/** States that wait to be fetched by the other server; times are epoch seconds. */
export const PARKED_SCRIPT = `
  CREATE TABLE parked_states (
    digest BLOB PRIMARY KEY NOT NULL,
    ref TEXT NOT NULL UNIQUE,
    state BLOB NOT NULL,
    until INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX parked_states_until ON parked_states (until);
`;
