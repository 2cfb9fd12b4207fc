-- Facts of the registers, each kept once by the SHA-256 of its content; a sighting says which import
-- saw it where. A fact is visible when an import that is complete has seen it.
-- Dates are ISO text; a date known to the month or year only is shorter ("1999-01"). '' is unknown.

CREATE TABLE journal (
  stream TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  entry TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_head (
  stream TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  reader TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'complete')),
  position INTEGER NOT NULL DEFAULT 0,    -- facts and problems taken so far
  facts INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  problems INTEGER NOT NULL DEFAULT 0,
  merkle_root TEXT NOT NULL DEFAULT '',   -- of the accepted records, once complete
  journal_number INTEGER                  -- entry of stream 'imports', once complete
) STRICT;
CREATE UNIQUE INDEX import_by_source ON import (sha256, name);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  UNIQUE (sha256, file)
) STRICT;

CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('right', 'event', 'recording')),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE sighting (
  import_id INTEGER NOT NULL REFERENCES import (id),
  ordinal INTEGER NOT NULL,
  fact_id INTEGER NOT NULL REFERENCES fact (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  record INTEGER NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (import_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_fact ON sighting (fact_id, import_id);

CREATE TABLE quarantined (
  import_id INTEGER NOT NULL REFERENCES import (id),
  ordinal INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  code INTEGER NOT NULL,
  message TEXT NOT NULL,
  file TEXT NOT NULL,
  record INTEGER NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (import_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE right_record (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  right_id TEXT NOT NULL,
  known TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  application_number TEXT NOT NULL,
  publication_number TEXT NOT NULL,
  grant_number TEXT NOT NULL,
  filing_date TEXT NOT NULL,
  priority_date TEXT NOT NULL,
  publication_date TEXT NOT NULL,
  grant_date TEXT NOT NULL,
  expiry_date TEXT NOT NULL,
  term_adjustment_days INTEGER NOT NULL,
  terminal_disclaimer INTEGER NOT NULL,
  claim_count INTEGER,
  independent_claim_count INTEGER,
  figure_count INTEGER,
  inventors TEXT NOT NULL,                -- JSON arrays: read whole, never searched
  classes TEXT NOT NULL,
  citations TEXT NOT NULL,
  family TEXT NOT NULL
) STRICT;
CREATE INDEX right_record_by_right ON right_record (right_id, known);

CREATE TABLE right_owner (
  fact_id INTEGER NOT NULL REFERENCES right_record (fact_id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  identifier TEXT NOT NULL,
  PRIMARY KEY (fact_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX right_owner_by_name ON right_owner (name COLLATE NOCASE);

CREATE TABLE legal_event (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  right_id TEXT NOT NULL,
  known TEXT NOT NULL,                    -- the day it can be read from
  known_stated TEXT NOT NULL,             -- '' where the register gives none
  code TEXT NOT NULL,
  st27 TEXT NOT NULL,
  date TEXT NOT NULL,
  description TEXT NOT NULL,
  details TEXT NOT NULL                   -- JSON object
) STRICT;
CREATE INDEX legal_event_by_right ON legal_event (right_id, known);

CREATE TABLE recording (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  office TEXT NOT NULL,
  recording_id TEXT NOT NULL,
  known TEXT NOT NULL,                    -- the day of recording
  recorded_stated INTEGER NOT NULL,
  conveyance TEXT NOT NULL,
  conveyance_class TEXT NOT NULL,
  corrects TEXT NOT NULL,
  releases TEXT NOT NULL,
  secured_minor INTEGER,
  secured_currency TEXT
) STRICT;
CREATE INDEX recording_by_number ON recording (office, recording_id);

CREATE TABLE recording_party (
  fact_id INTEGER NOT NULL REFERENCES recording (fact_id),
  role TEXT NOT NULL CHECK (role IN ('grantor', 'grantee')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  identifier TEXT NOT NULL,
  executed TEXT NOT NULL,
  PRIMARY KEY (fact_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_party_by_name ON recording_party (name COLLATE NOCASE);

CREATE TABLE recording_property (
  fact_id INTEGER NOT NULL REFERENCES recording (fact_id),
  position INTEGER NOT NULL,
  right_id TEXT NOT NULL,
  application_number TEXT NOT NULL,
  grant_number TEXT NOT NULL,
  publication_number TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (fact_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_property_by_right ON recording_property (right_id);

-- An application's key and the key of the right it became, as some fact says.
CREATE TABLE right_alias (
  alias_id TEXT NOT NULL,
  right_id TEXT NOT NULL,
  fact_id INTEGER NOT NULL REFERENCES fact (id),
  from_record INTEGER NOT NULL,           -- 1: the right's own record; 0: a recording names both
  PRIMARY KEY (alias_id, right_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX right_alias_by_right ON right_alias (right_id);
CREATE INDEX right_alias_by_fact ON right_alias (fact_id);

-- Every number a right is written by, as the records write it.
CREATE TABLE number_alias (
  number TEXT NOT NULL,
  right_id TEXT NOT NULL,
  fact_id INTEGER NOT NULL REFERENCES fact (id),
  PRIMARY KEY (number, right_id, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX number_alias_by_fact ON number_alias (fact_id);
