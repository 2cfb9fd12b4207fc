-- Work that is handed out: a job is a row, claimed by compare-and-set; what a dead owner held goes to
-- the next when its lease is over. Times are milliseconds since 1970 by the caller's clock.

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,                     -- the same work twice has the same name
  parameters TEXT NOT NULL,               -- canonical JSON
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  attempt INTEGER NOT NULL DEFAULT 0,     -- times it was claimed: the fence against late owners
  attempts_max INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  lease_until INTEGER NOT NULL DEFAULT 0,
  cancel_asked INTEGER NOT NULL DEFAULT 0,
  stage TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,       -- 0: unknown
  result TEXT NOT NULL DEFAULT '',        -- canonical JSON, of a job that is done
  error TEXT NOT NULL DEFAULT '',         -- of the last attempt that failed
  added_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, name)
) STRICT;
-- The next job is found without looking at those that have ended.
CREATE INDEX job_open ON job (id) WHERE state IN ('waiting', 'running');

-- What a job has done of its work: committed shard by shard, so that the next owner goes on there.
CREATE TABLE job_shard (
  job_id INTEGER NOT NULL REFERENCES job (id),
  number INTEGER NOT NULL,
  result TEXT NOT NULL,                   -- canonical JSON
  PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;

-- Who did what, when.
CREATE TABLE job_event (
  job_id INTEGER NOT NULL REFERENCES job (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,                    -- added, claimed, taken over, done, failed, cancelled, …
  owner TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;
