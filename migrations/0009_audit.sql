-- The trail: who asked for what, when and for what purpose. One row a request; no payloads, no names, no search words.

-- `hash` is SHA-256 over the hash of the row before (32 zero bytes for the first) and the canonical bytes of this one:
-- Sources/KithService/Audit/DESIGN.md has them byte by byte. `seq` goes up by one without gaps. `at` is to the second,
-- as all instants are. `route` is the template (/v1/people/{id}), never the path. `subjects` is a JSON array of the ids
-- of the records that were touched, served or asked for; `filed` counts those of all rows up to this one. Without a
-- worker it was the command line; with one and without a token, a token of the identity provider.
CREATE TABLE audit (
    seq          INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    at           TEXT    NOT NULL,
    request      TEXT    NOT NULL,
    token        TEXT,
    worker       TEXT,
    on_behalf_of TEXT,
    purpose      TEXT,
    reason       TEXT,
    method       TEXT    NOT NULL,
    route        TEXT    NOT NULL,
    subjects     TEXT    NOT NULL,
    outcome      INTEGER NOT NULL,
    filed        INTEGER NOT NULL CHECK (filed >= 0),
    hash         BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_request ON audit (request);

-- The same subjects, so that all rows about a person are found; checked together with `audit`. In blocks of 16,384 in
-- the order of the trail: what is written stays within one, however long the trail is, and a search looks into each.
CREATE TABLE audit_subjects (
    block   INTEGER NOT NULL,
    subject TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (block, subject, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_subjects_are_never_changed BEFORE UPDATE ON audit_subjects
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_subjects_are_never_deleted BEFORE DELETE ON audit_subjects
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

-- The rows as the API shows records: named by the request, made once, never changed.
CREATE VIEW audit_rows AS
SELECT request AS id, 1 AS version, at AS created_at, at AS updated_at, seq, token, worker, on_behalf_of, purpose,
    reason, method, route, subjects, outcome, lower(hex(hash)) AS hash
FROM audit;
