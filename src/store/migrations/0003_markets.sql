-- More kinds of facts: what a register took back, figures of reference tables, trades of rights; the
-- designated states and other details of a record; which register a source speaks for.
-- Runs with foreign keys off (SQLite rebuilds a table only so) and is checked before the commit.

CREATE TABLE fact_of_six_kinds (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('right', 'event', 'recording', 'retraction', 'reference',
                                     'trade')),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
INSERT INTO fact_of_six_kinds SELECT id, kind, hash FROM fact;
DROP TABLE fact;
ALTER TABLE fact_of_six_kinds RENAME TO fact;

CREATE TABLE source_of_register (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  registry TEXT NOT NULL,                 -- id of the format; '' before version 3
  UNIQUE (sha256, file, registry)
) STRICT;
INSERT INTO source_of_register SELECT id, sha256, file, '' FROM source;
DROP TABLE source;
ALTER TABLE source_of_register RENAME TO source;

ALTER TABLE right_record ADD COLUMN designated_states TEXT NOT NULL DEFAULT '[]';  -- JSON array
ALTER TABLE right_record ADD COLUMN details TEXT NOT NULL DEFAULT '{}';            -- JSON object

CREATE TABLE retraction (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  right_id TEXT NOT NULL,
  known TEXT NOT NULL,
  publication TEXT NOT NULL,              -- '' for all records of the register
  reason TEXT NOT NULL,
  registry TEXT NOT NULL                  -- whose records
) STRICT;
CREATE INDEX retraction_by_right ON retraction (right_id, known);

CREATE TABLE reference_figure (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  series TEXT NOT NULL,
  item TEXT NOT NULL,
  measure TEXT NOT NULL,
  date TEXT NOT NULL,                     -- the day, month or year it holds for
  known TEXT NOT NULL,
  value REAL NOT NULL,
  unit TEXT NOT NULL
) STRICT;
CREATE INDEX reference_figure_by_cell ON reference_figure (series, item, measure, date, known);

CREATE TABLE trade_report (
  fact_id INTEGER PRIMARY KEY REFERENCES fact (id),
  trade_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  date TEXT NOT NULL,
  known TEXT NOT NULL,
  price_minor INTEGER,
  price_currency TEXT,
  asked_minor INTEGER,
  asked_currency TEXT,
  royalty_rate REAL,
  seller TEXT NOT NULL,
  buyer TEXT NOT NULL,
  venue TEXT NOT NULL,
  details TEXT NOT NULL                   -- JSON object
) STRICT;
CREATE INDEX trade_report_by_known ON trade_report (known);

CREATE TABLE trade_right (
  fact_id INTEGER NOT NULL REFERENCES trade_report (fact_id),
  position INTEGER NOT NULL,
  right_id TEXT NOT NULL,
  PRIMARY KEY (fact_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX trade_right_by_right ON trade_right (right_id);
