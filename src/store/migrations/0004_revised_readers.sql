-- A source read again by a newer reader: the earlier reading stays visible until the new one is
-- complete, so both stand beside each other for a while.
DROP INDEX import_by_source;
CREATE UNIQUE INDEX import_by_source ON import (sha256, name, state);
