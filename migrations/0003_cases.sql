-- A time of support: its people, its one lead, where it stands, and what happened.

CREATE TABLE cases (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version         INTEGER NOT NULL CHECK (version > 0),
    created_at      TEXT    NOT NULL,
    created_by      TEXT REFERENCES workers (id),
    updated_at      TEXT    NOT NULL,
    people          TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN
        ('hello', 'building_trust', 'working_towards', 'connecting', 'stepping_back', 'at_rest')),
    at_rest_reason  TEXT CHECK (at_rest_reason IN
        ('thriving_without_us', 'moved', 'died', 'asked_us_to_stop', 'lost_touch')),
    entry_route     TEXT    NOT NULL CHECK (entry_route IN
        ('self', 'someone_who_knows_them', 'worker_noticed', 'agency', 'asset')),
    lead            TEXT REFERENCES workers (id),
    what_matters    TEXT,
    controller      TEXT REFERENCES agencies (id),
    reporting_flags TEXT,
    CHECK ((state = 'at_rest') = (at_rest_reason IS NOT NULL)),
    CHECK ((state = 'at_rest') = (lead IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_by_lead ON cases (lead, created_at, id);
CREATE INDEX cases_by_creation ON cases (created_at, id);
CREATE INDEX cases_by_controller ON cases (controller) WHERE controller IS NOT NULL;

CREATE TABLE case_people (
    "case"  TEXT NOT NULL REFERENCES cases (id),
    person  TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY ("case", person)
) STRICT, WITHOUT ROWID;
CREATE INDEX cases_of_person ON case_people (person, "case");

-- Every move between states, in any direction.
CREATE TABLE case_moves (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT NOT NULL,
    "case"     TEXT NOT NULL REFERENCES cases (id),
    state      TEXT NOT NULL CHECK (state IN
        ('hello', 'building_trust', 'working_towards', 'connecting', 'stepping_back', 'at_rest')),
    reason     TEXT CHECK (reason IN ('thriving_without_us', 'moved', 'died', 'asked_us_to_stop', 'lost_touch')),
    note       TEXT,
    CHECK ((state = 'at_rest') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX moves_of_case ON case_moves ("case", created_at, id);

CREATE TRIGGER moves_are_never_changed BEFORE UPDATE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'case moves are append-only');
END;

-- Who leads a case, and who led it before. The partial index makes a second active lead impossible.
CREATE TABLE case_leads (
    id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version          INTEGER NOT NULL CHECK (version > 0),
    created_at       TEXT    NOT NULL,
    created_by       TEXT REFERENCES workers (id),
    updated_at       TEXT    NOT NULL,
    "case"           TEXT    NOT NULL REFERENCES cases (id),
    worker           TEXT    NOT NULL REFERENCES workers (id),
    chosen_by_person INTEGER CHECK (chosen_by_person IN (0, 1)),
    "from"           TEXT    NOT NULL,
    "to"             TEXT,
    end_reason       TEXT,
    CHECK ("to" IS NULL OR "to" >= "from")
) STRICT;
CREATE UNIQUE INDEX one_active_lead ON case_leads ("case") WHERE "to" IS NULL;
CREATE INDEX leads_of_case ON case_leads ("case", "from", id);
CREATE INDEX leads_of_worker ON case_leads (worker, "case");

-- Kept in the order in which they are read: the contacts of a case lie side by side, by when they happened.
CREATE TABLE contacts (
    id              TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version         INTEGER NOT NULL CHECK (version > 0),
    created_at      TEXT    NOT NULL,
    created_by      TEXT REFERENCES workers (id),
    updated_at      TEXT    NOT NULL,
    "case"          TEXT    NOT NULL REFERENCES cases (id),
    at              TEXT    NOT NULL,
    "by"            TEXT    NOT NULL REFERENCES workers (id),
    note            TEXT    NOT NULL CHECK (length(note) > 0),
    "with"          TEXT,
    present         TEXT,
    channel         TEXT CHECK (channel IN
        ('face_to_face', 'phone', 'video', 'text', 'letter', 'email', 'other')),
    place           TEXT,
    initiated_by    TEXT CHECK (initiated_by IN ('person', 'worker', 'other')),
    minutes         INTEGER CHECK (minutes >= 0),
    agency          TEXT REFERENCES agencies (id),
    demand          TEXT CHECK (demand IN ('value', 'failure', 'unclassified')),
    demand_verbatim TEXT,
    PRIMARY KEY ("case", at, id)
) STRICT, WITHOUT ROWID;
