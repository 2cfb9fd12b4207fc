-- Values of persons, outside the journal: its entries hold the commitment only. Erasing a value takes
-- it and its salt away and leaves the row, so that the journal still finds what it speaks of.
CREATE TABLE personal_value (
  id INTEGER PRIMARY KEY,
  field TEXT NOT NULL,                    -- what it is: 'person.name'
  commitment TEXT NOT NULL UNIQUE,        -- journal/commitment.h
  value TEXT,                             -- NULL: erased, or lost
  salt BLOB CHECK (salt IS NULL OR length(salt) = 32),
  kept_at TEXT NOT NULL,
  erased_at TEXT NOT NULL DEFAULT '',     -- '' while it is kept
  CHECK ((value IS NULL) = (salt IS NULL))
) STRICT;
