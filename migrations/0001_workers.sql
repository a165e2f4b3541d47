-- Who works here, where from, and the tokens that they sign in with.
-- Every table keeps `version` (its ETag), `created_at` and `updated_at`; instants are ISO 8601 text in UTC to the second,
-- so that they sort as text. Members that are never searched by themselves are kept as JSON text (columns ending in no
-- special way: the field declarations in Sources/KithService say which).

-- Either end of a relationship: one row a person, worker, asset or agency.
CREATE TABLE parties (
    id   TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    type TEXT NOT NULL CHECK (type IN ('person', 'worker', 'asset', 'agency')),
    UNIQUE (id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE agencies (
    id          TEXT    NOT NULL PRIMARY KEY,
    type        TEXT    NOT NULL DEFAULT 'agency' CHECK (type = 'agency'),
    version     INTEGER NOT NULL CHECK (version > 0),
    created_at  TEXT    NOT NULL,
    created_by  TEXT,
    updated_at  TEXT    NOT NULL,
    name        TEXT    NOT NULL CHECK (length(name) > 0),
    sort_name   TEXT    NOT NULL,
    kind        TEXT,
    url         TEXT,
    note        TEXT,
    FOREIGN KEY (id, type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX agencies_by_name ON agencies (sort_name, id);
CREATE INDEX agencies_by_creation ON agencies (created_at, id);

CREATE TABLE teams (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version     INTEGER NOT NULL CHECK (version > 0),
    created_at  TEXT    NOT NULL,
    created_by  TEXT,
    updated_at  TEXT    NOT NULL,
    name        TEXT    NOT NULL CHECK (length(name) > 0),
    sort_name   TEXT    NOT NULL
) STRICT;
CREATE INDEX teams_by_name ON teams (sort_name, id);
CREATE INDEX teams_by_creation ON teams (created_at, id);

CREATE TABLE workers (
    id            TEXT    NOT NULL PRIMARY KEY,
    type          TEXT    NOT NULL DEFAULT 'worker' CHECK (type = 'worker'),
    version       INTEGER NOT NULL CHECK (version > 0),
    created_at    TEXT    NOT NULL,
    created_by    TEXT REFERENCES workers (id),
    updated_at    TEXT    NOT NULL,
    name          TEXT    NOT NULL CHECK (length(name) > 0),
    sort_name     TEXT    NOT NULL,
    role          TEXT    NOT NULL
        CHECK (role IN ('practitioner', 'supervisor', 'connector', 'learner', 'auditor', 'admin')),
    team          TEXT REFERENCES teams (id),
    agency        TEXT REFERENCES agencies (id),
    active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    caseload_note TEXT,
    FOREIGN KEY (id, type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX workers_by_name ON workers (sort_name, id);
CREATE INDEX workers_by_creation ON workers (created_at, id);
CREATE INDEX workers_by_team ON workers (team) WHERE team IS NOT NULL;
CREATE INDEX workers_by_agency ON workers (agency) WHERE agency IS NOT NULL;

-- A token is kept as its SHA-256 alone; what a worker types is shown once and then gone.
CREATE TABLE tokens (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version      INTEGER NOT NULL CHECK (version > 0),
    created_at   TEXT    NOT NULL,
    created_by   TEXT REFERENCES workers (id),
    updated_at   TEXT    NOT NULL,
    hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    worker       TEXT    NOT NULL REFERENCES workers (id),
    label        TEXT    NOT NULL CHECK (length(label) > 0),
    role         TEXT    NOT NULL
        CHECK (role IN ('practitioner', 'supervisor', 'connector', 'learner', 'auditor', 'admin')),
    expires_at   TEXT    NOT NULL,
    revoked_at   TEXT,
    last_used_at TEXT
) STRICT;
CREATE INDEX tokens_by_worker ON tokens (worker, created_at, id);
CREATE INDEX tokens_by_creation ON tokens (created_at, id);

-- Random keys that the service makes for itself, such as the one that signs cursors.
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    key  BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
