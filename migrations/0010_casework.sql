-- The story of a case, and what is done in it.

-- Notes: what is known, believed or said, each with its standing. Kept in the order in which a case reads them.
CREATE TABLE notes (
    id                TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version           INTEGER NOT NULL CHECK (version > 0),
    created_at        TEXT    NOT NULL,
    created_by        TEXT,
    updated_at        TEXT    NOT NULL,
    "case"            TEXT    NOT NULL REFERENCES cases (id),
    about             TEXT,
    text              TEXT    NOT NULL CHECK (length(text) > 0),
    standing          TEXT    NOT NULL CHECK (standing IN ('observed', 'alleged', 'opinion', 'own_words')),
    whose_type        TEXT CHECK (whose_type IS NULL OR whose_type IN ('person', 'worker', 'agency')),
    whose_id          TEXT,
    "by"              TEXT    NOT NULL REFERENCES workers (id),
    visibility        TEXT    NOT NULL CHECK (visibility IN ('case_team', 'restricted')),
    visible_to        TEXT,
    dispute_statement TEXT,
    disputed_by       TEXT REFERENCES people (id),
    disputed_at       TEXT,
    CHECK (visible_to IS NULL OR visibility = 'restricted'),
    CHECK ((dispute_statement IS NULL) = (disputed_at IS NULL)),
    FOREIGN KEY (whose_id, whose_type) REFERENCES parties (id, type),
    PRIMARY KEY ("case", created_at, id)
) STRICT, WITHOUT ROWID;

-- A look behind a restricted note that a supervisor asked for, with a reason, until it ends by itself.
CREATE TABLE note_grants (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    created_at TEXT NOT NULL,
    note       TEXT NOT NULL REFERENCES notes (id),
    worker     TEXT NOT NULL REFERENCES workers (id),
    purpose    TEXT NOT NULL CHECK (purpose IN
        ('direct_support', 'safeguarding', 'statutory_duty', 'rights_request', 'quality')),
    reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    "from"     TEXT NOT NULL,
    until      TEXT NOT NULL,
    request    TEXT NOT NULL,
    CHECK (until > "from")
) STRICT;
CREATE INDEX grants_of_note ON note_grants (note, worker, until);

CREATE TRIGGER note_grants_are_never_changed BEFORE UPDATE ON note_grants
BEGIN
    SELECT RAISE(ABORT, 'grants are append-only');
END;

-- Which note somebody asked to look behind; told to nobody who may not read it.
ALTER TABLE notices ADD COLUMN note TEXT REFERENCES notes (id);
