-- The trail: who asked for what, when and for what purpose. One row a request; no payloads, no names, no search words.

-- `hash` is SHA-256 over the hash of the row before (32 zero bytes for the first) and the canonical bytes of this one:
-- Sources/KithService/Audit/DESIGN.md has them byte by byte. `seq` goes up by one without gaps. `at` is to the second,
-- as all instants are. `route` is the template (/v1/people/{id}), never the path. `subjects` says which records were
-- touched, served or asked for: NULL for none, up to four ids with a space between, for more the hash of their set in
-- audit_sets. Without a worker it was the command line; with one and without a token, a token of the identity provider.
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
    subjects     TEXT,
    outcome      INTEGER NOT NULL,
    hash         BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_request ON audit (request);

-- Records that were served together, once for each block of 1024 rows however often: `subjects` is a JSON array of their
-- ids, `hash` the SHA-256 of its bytes in hexadecimal, so that the hash of a row covers them.
CREATE TABLE audit_sets (
    block    INTEGER NOT NULL,
    hash     TEXT    NOT NULL CHECK (length(hash) = 64),
    subjects TEXT    NOT NULL,
    PRIMARY KEY (block, hash)
) STRICT;

-- By what the rows are found, once 1024 of them are there: block 0 is rows 1 to 1024. `what` is a record or a set,
-- `seqs` the rows whose `subjects` name it, `sets` the first rows of the block about the sets that a record is in; both
-- are JSON arrays of `seq`. All of it follows from `audit` and `audit_sets`, and is checked together with them.
CREATE TABLE audit_filed (
    block INTEGER NOT NULL,
    what  TEXT    NOT NULL,
    seqs  TEXT    NOT NULL,
    sets  TEXT    NOT NULL,
    PRIMARY KEY (block, what)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_sets_are_never_changed BEFORE UPDATE ON audit_sets
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_sets_are_never_deleted BEFORE DELETE ON audit_sets
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_filed_is_never_changed BEFORE UPDATE ON audit_filed
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_filed_is_never_deleted BEFORE DELETE ON audit_filed
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;

-- The rows as the API shows records: named by the request, made once, never changed.
CREATE VIEW audit_rows AS
SELECT request AS id, 1 AS version, at AS created_at, at AS updated_at, seq, token, worker, on_behalf_of, purpose,
    reason, method, route,
    CASE
        WHEN subjects IS NULL THEN '[]'
        WHEN length(subjects) = 64 THEN (
            SELECT s.subjects FROM audit_sets AS s WHERE s.block = (audit.seq - 1) / 1024 AND s.hash = audit.subjects)
        ELSE '["' || replace(subjects, ' ', '","') || '"]'
    END AS subjects,
    outcome, lower(hex(hash)) AS hash
FROM audit;
