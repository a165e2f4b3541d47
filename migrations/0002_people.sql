-- People, and what ties them to each other, to workers, to assets and to agencies.

CREATE TABLE people (
    id             TEXT    NOT NULL PRIMARY KEY,
    type           TEXT    NOT NULL DEFAULT 'person' CHECK (type = 'person'),
    version        INTEGER NOT NULL CHECK (version > 0),
    created_at     TEXT    NOT NULL,
    created_by     TEXT REFERENCES workers (id),
    updated_at     TEXT    NOT NULL,
    preferred_name TEXT    NOT NULL CHECK (length(preferred_name) > 0),
    sort_name      TEXT    NOT NULL,
    names          TEXT,
    pronouns       TEXT,
    born           TEXT,
    died_on        TEXT,
    about_me       TEXT,
    what_matters   TEXT,
    strengths      TEXT,
    communication  TEXT,
    identifiers    TEXT,
    addresses      TEXT,
    safe_contact   TEXT,
    FOREIGN KEY (id, type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX people_by_name ON people (sort_name, id);
CREATE INDEX people_by_creation ON people (created_at, id);

-- From one party to another: `from` is the `tie` of `to`. The word seen from the other end is the tie's inverse.
CREATE TABLE relationships (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    from_type  TEXT    NOT NULL,
    from_id    TEXT    NOT NULL,
    to_type    TEXT    NOT NULL,
    to_id      TEXT    NOT NULL,
    tie        TEXT    NOT NULL,
    inverse    TEXT    NOT NULL,
    paid       INTEGER CHECK (paid IN (0, 1)),
    since      TEXT,
    until      TEXT,
    CHECK (from_id <> to_id),
    FOREIGN KEY (from_id, from_type) REFERENCES parties (id, type),
    FOREIGN KEY (to_id, to_type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX relationships_from ON relationships (from_id, id);
CREATE INDEX relationships_to ON relationships (to_id, id);
CREATE INDEX relationships_by_creation ON relationships (created_at, id);

-- What somebody said about a tie on a day. Rows are added and never changed: the newest is the present state.
CREATE TABLE accounts (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version        INTEGER NOT NULL CHECK (version = 1),
    created_at     TEXT    NOT NULL,
    created_by     TEXT REFERENCES workers (id),
    updated_at     TEXT    NOT NULL,
    relationship   TEXT    NOT NULL REFERENCES relationships (id),
    said_by        TEXT    NOT NULL CHECK (said_by IN ('person', 'worker', 'other')),
    said_on        TEXT    NOT NULL,
    circle         TEXT CHECK (circle IN ('intimacy', 'friendship', 'participation', 'exchange', 'possibility')),
    strength       TEXT CHECK (strength IN ('strong', 'moderate', 'weak', 'tenuous')),
    strained       INTEGER CHECK (strained IN (0, 1)),
    flow           TEXT CHECK (flow IN ('to_person', 'from_person', 'mutual')),
    harmful        INTEGER CHECK (harmful IN (0, 1)),
    contact_barred INTEGER CHECK (contact_barred IN (0, 1)),
    note           TEXT
) STRICT;
CREATE INDEX accounts_of_relationship ON accounts (relationship, said_on, id);

CREATE TRIGGER accounts_are_never_changed BEFORE UPDATE ON accounts
BEGIN
    SELECT RAISE(ABORT, 'accounts are append-only');
END;
