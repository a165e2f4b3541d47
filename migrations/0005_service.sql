-- What the service itself has to remember.

-- What a record looked like before each change: nothing that somebody said is lost.
CREATE TABLE revisions (
    resource   TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    replaced_at TEXT   NOT NULL,
    replaced_by TEXT REFERENCES workers (id),
    body       TEXT    NOT NULL,
    PRIMARY KEY (resource, id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE ON revisions
BEGIN
    SELECT RAISE(ABORT, 'revisions are append-only');
END;

-- The replies to requests that carried an Idempotency-Key, kept for a day in the transaction of the work itself.
CREATE TABLE idempotent_replies (
    principal  TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    request    BLOB    NOT NULL CHECK (length(request) = 32),
    created_at TEXT    NOT NULL,
    status     INTEGER NOT NULL,
    version    INTEGER,
    location   TEXT,
    body       BLOB    NOT NULL,
    PRIMARY KEY (principal, key)
) STRICT;
CREATE INDEX idempotent_replies_by_age ON idempotent_replies (created_at);
