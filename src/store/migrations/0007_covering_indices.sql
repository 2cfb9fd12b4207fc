-- What monitoring asks of every right each day is answered out of indices alone: what became known
-- of it in a while, the line of its events, and which keys are one right. A recording's day stands
-- beside each of its properties, and a join's beside each alias, for that.
-- SQLite's tables without row ids are such indices by themselves; PostgreSQL needs some more.

ALTER TABLE recording_property ADD COLUMN known TEXT NOT NULL DEFAULT '';  -- of its recording
ALTER TABLE right_alias ADD COLUMN known TEXT NOT NULL DEFAULT '';         -- of the joining fact
ALTER TABLE right_alias ADD COLUMN granted INTEGER NOT NULL DEFAULT 0;     -- 1: a record of a grant

UPDATE recording_property SET known = coalesce(
  (SELECT r.known FROM recording r WHERE r.fact_id = recording_property.fact_id), '');
UPDATE right_alias SET
  known = coalesce((SELECT r.known FROM right_record r WHERE r.fact_id = right_alias.fact_id),
                   (SELECT c.known FROM recording c WHERE c.fact_id = right_alias.fact_id), ''),
  granted = coalesce((SELECT CASE WHEN r.grant_number <> '' OR r.grant_date <> '' THEN 1 ELSE 0 END
                      FROM right_record r WHERE r.fact_id = right_alias.fact_id), 0);

DROP INDEX right_record_by_right;
CREATE INDEX right_record_by_right ON right_record (right_id, known, fact_id);
DROP INDEX legal_event_by_right;
CREATE INDEX legal_event_by_right ON legal_event (right_id, known, date, code, st27, fact_id);
DROP INDEX recording_property_by_right;
CREATE INDEX recording_property_by_right ON recording_property (right_id, known, fact_id);
DROP INDEX retraction_by_right;
CREATE INDEX retraction_by_right ON retraction (right_id, known, fact_id);
CREATE INDEX import_by_state ON import (state, id);
-- on PostgreSQL: DROP INDEX right_alias_by_right;
-- on PostgreSQL: CREATE INDEX right_alias_by_right ON right_alias (right_id, alias_id, fact_id);
-- on PostgreSQL: CREATE INDEX right_alias_covering ON right_alias (alias_id)
-- on PostgreSQL:   INCLUDE (right_id, fact_id, from_record, known, granted);
