-- Contacts again, with constraints that cost nothing where a member is absent, as most are in a contact of one line:
-- SQLite puts a list of values together before it looks whether there is anything to compare with it. `created_by` is
-- who signed in, and so is there.

CREATE TABLE contacts_again (
    id              TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version         INTEGER NOT NULL CHECK (version > 0),
    created_at      TEXT    NOT NULL,
    created_by      TEXT,
    updated_at      TEXT    NOT NULL,
    "case"          TEXT    NOT NULL REFERENCES cases (id),
    at              TEXT    NOT NULL,
    "by"            TEXT    NOT NULL REFERENCES workers (id),
    note            TEXT    NOT NULL CHECK (length(note) > 0),
    "with"          TEXT,
    present         TEXT,
    channel         TEXT CHECK (channel IS NULL OR channel IN
        ('face_to_face', 'phone', 'video', 'text', 'letter', 'email', 'other')),
    place           TEXT,
    initiated_by    TEXT CHECK (initiated_by IS NULL OR initiated_by IN ('person', 'worker', 'other')),
    minutes         INTEGER CHECK (minutes >= 0),
    agency          TEXT REFERENCES agencies (id),
    demand          TEXT CHECK (demand IS NULL OR demand IN ('value', 'failure', 'unclassified')),
    demand_verbatim TEXT,
    PRIMARY KEY ("case", at, id)
) STRICT, WITHOUT ROWID;

INSERT INTO contacts_again (id, version, created_at, created_by, updated_at, "case", at, "by", note, "with", present,
    channel, place, initiated_by, minutes, agency, demand, demand_verbatim)
SELECT id, version, created_at, created_by, updated_at, "case", at, "by", note, "with", present,
    channel, place, initiated_by, minutes, agency, demand, demand_verbatim
FROM contacts;

DROP TABLE contacts;
ALTER TABLE contacts_again RENAME TO contacts;

-- A contact no longer changes the row of its case, so that a case changes seldom: its indexes can hold what a list needs
-- to know whether it has changed, and a page is found without a look at the rows themselves.

DROP INDEX cases_by_lead;
DROP INDEX cases_by_creation;
CREATE INDEX cases_by_lead ON cases (lead, created_at, id, version, updated_at);
CREATE INDEX cases_by_creation ON cases (created_at, id, version, updated_at);

-- Whether a token's worker is here, in the token's role, is asked on every request.
CREATE INDEX workers_at_work ON workers (id, role, active);
