-- Who lives together. A household is what its members share and nothing else: it has no name and no address, never
-- changes, and is found by no time. What happens in it is what happens to one member.
CREATE TABLE households (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL
) STRICT;

-- The days of one person in one household lie apart when they are written; a merge may put them over each other, so
-- that no constraint says so.
CREATE TABLE household_members (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    household  TEXT    NOT NULL REFERENCES households (id),
    person     TEXT    NOT NULL REFERENCES people (id),
    role       TEXT,
    "from"     TEXT,
    "to"       TEXT
) STRICT;
CREATE INDEX members_of_household ON household_members (household, created_at, id);
CREATE INDEX households_of_person ON household_members (person, household);

-- Of a household itself nothing is told among the changes: its place among them would say when it was recorded, to who
-- reads one of its members alone.
CREATE TRIGGER household_members_were_added AFTER INSERT ON household_members
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('household_member', NEW.id, NEW.version);
END;
CREATE TRIGGER household_members_were_changed AFTER UPDATE OF version ON household_members
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('household_member', NEW.id, NEW.version);
END;
