-- The timeline of a case is merged of its kinds, newest first: each kind that happens on a day of its own has an index
-- in that order, so that a page reads no more of a kind than it shows.

-- A use of a service happened on one day, or began on one.
ALTER TABLE service_uses ADD COLUMN happened_on TEXT GENERATED ALWAYS AS (coalesce("on", "from")) VIRTUAL;

CREATE INDEX service_uses_by_day ON service_uses ("case", happened_on, id);
CREATE INDEX pulls_by_day ON pulls ("case", asked_on, id);
CREATE INDEX decisions_by_day ON decisions ("case", decided_on, id);
CREATE INDEX covers_by_day ON case_covers ("case", "from", id);
CREATE INDEX team_by_day ON case_team ("case", "from", id);
