-- Results saved with what made them, so that they can be made again and compared.
CREATE TABLE result (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,                     -- canonical JSON
  provenance TEXT NOT NULL,               -- canonical JSON
  journal_number INTEGER NOT NULL,        -- entry of stream 'results'
  PRIMARY KEY (kind, id)
) STRICT;
