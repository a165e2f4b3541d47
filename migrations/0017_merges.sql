-- Two records of one person, made one, and the way back.

-- Into whom a person was merged, in the end: of a chain always the last. The record itself stays as it was.
-- `merged_records` is what those say that were merged into this one, kept beside it so that every list shows it.
ALTER TABLE people ADD COLUMN merged_into TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people ADD COLUMN merged_records TEXT CHECK (merged_records IS NULL OR merged_into IS NULL);
CREATE INDEX people_by_kept ON people (merged_into, id) WHERE merged_into IS NOT NULL;
-- Whoever made a record does not come to read it again because what hangs on it has gone to another.
DROP INDEX people_by_maker;
CREATE INDEX people_by_maker ON people (created_by, id) WHERE created_by IS NOT NULL AND merged_into IS NULL;

-- Each merge stays, also once it is undone. `number` counts them: they are undone in the reverse order.
CREATE TABLE merges (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    kept       TEXT    NOT NULL REFERENCES people (id),
    merged     TEXT    NOT NULL REFERENCES people (id),
    reason     TEXT    NOT NULL CHECK (length(reason) > 0),
    undone_at  TEXT,
    undone_by  TEXT REFERENCES workers (id),
    number     INTEGER NOT NULL UNIQUE CHECK (number > 0),
    CHECK (kept <> merged),
    CHECK (undone_by IS NULL OR undone_at IS NOT NULL)
) STRICT;
CREATE INDEX merges_by_creation ON merges (created_at, id);
CREATE INDEX merges_of_kept ON merges (kept, number);
CREATE INDEX merges_of_merged ON merges (merged, number);
CREATE UNIQUE INDEX one_standing_merge ON merges (merged) WHERE undone_at IS NULL;

-- Which member of which record a merge that stands has pointed from the merged person to the kept one: exactly what the
-- undo points back. `places` is where the merged one stood in a list that had the kept one too: a JSON array.
CREATE TABLE merge_moves (
    merge    TEXT NOT NULL REFERENCES merges (id),
    resource TEXT NOT NULL,
    id       TEXT NOT NULL,
    field    TEXT NOT NULL,
    places   TEXT,
    PRIMARY KEY (merge, resource, id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX moves_of_record ON merge_moves (id);

-- Those who lead the cases of either are told that two records are one from now on, and when that is undone.
CREATE TABLE notices_again (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    worker     TEXT    NOT NULL REFERENCES workers (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('access_asked', 'may_have_met', 'people_merged', 'merge_undone')),
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    asked_by   TEXT    NOT NULL REFERENCES workers (id),
    purpose    TEXT,
    reason     TEXT,
    until      TEXT,
    note       TEXT REFERENCES notes (id),
    merge      TEXT REFERENCES merges (id),
    CHECK (kind <> 'access_asked' OR (purpose IS NOT NULL AND reason IS NOT NULL AND until IS NOT NULL)),
    CHECK ((kind IN ('people_merged', 'merge_undone')) = (merge IS NOT NULL))
) STRICT;
INSERT INTO notices_again (id, version, created_at, created_by, updated_at, worker, kind, "case", asked_by, purpose,
    reason, until, note)
SELECT id, version, created_at, created_by, updated_at, worker, kind, "case", asked_by, purpose, reason, until, note
FROM notices;
DROP TABLE notices;
ALTER TABLE notices_again RENAME TO notices;
CREATE INDEX notices_of_worker ON notices (worker, created_at, id);
CREATE INDEX notices_of_meeting ON notices ("case", asked_by, created_at) WHERE kind = 'may_have_met';
CREATE INDEX notices_of_case ON notices ("case");

-- What changed is written by triggers: of the table of notices that is new, and of merges.
CREATE TRIGGER notices_were_added AFTER INSERT ON notices
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('notice', NEW.id, NEW.version);
END;
CREATE TRIGGER notices_were_changed AFTER UPDATE OF version ON notices
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('notice', NEW.id, NEW.version);
END;

CREATE TRIGGER merges_were_added AFTER INSERT ON merges
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('merge', NEW.id, NEW.version);
END;
CREATE TRIGGER merges_were_changed AFTER UPDATE OF version ON merges
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('merge', NEW.id, NEW.version);
END;
