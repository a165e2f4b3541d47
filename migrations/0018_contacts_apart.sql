-- Contacts again: the rows in the order in which they are written down, and beside them an index in the order in which a
-- case reads them, that holds all that a page asks before it shows a contact: its version, and whether it names anybody.
-- A contact is then written behind the last one, and only a short line goes among those of its case; and whether a page
-- has changed is known without a look at the contacts themselves.

CREATE TABLE contacts_again (
    id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
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
    demand_verbatim TEXT
) STRICT;

INSERT INTO contacts_again (id, version, created_at, created_by, updated_at, "case", at, "by", note, "with", present,
    channel, place, initiated_by, minutes, agency, demand, demand_verbatim)
SELECT id, version, created_at, created_by, updated_at, "case", at, "by", note, "with", present,
    channel, place, initiated_by, minutes, agency, demand, demand_verbatim
FROM contacts ORDER BY id;

DROP TABLE contacts;
ALTER TABLE contacts_again RENAME TO contacts;

CREATE TRIGGER contacts_were_added AFTER INSERT ON contacts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('contact', NEW.id, NEW.version);
END;
CREATE TRIGGER contacts_were_changed AFTER UPDATE OF version ON contacts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('contact', NEW.id, NEW.version);
END;

-- Whether a row names nobody, so that no barrier between people can concern it.
ALTER TABLE contacts ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("with" IS NULL AND "present" IS NULL) VIRTUAL;
ALTER TABLE notes ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("about" IS NULL AND "whose_id" IS NULL AND "disputed_by" IS NULL) VIRTUAL;
ALTER TABLE steps ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("agreed_with" IS NULL) VIRTUAL;
ALTER TABLE pulls ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("from_id" IS NULL) VIRTUAL;
ALTER TABLE service_uses ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("person" IS NULL) VIRTUAL;
ALTER TABLE case_team ADD COLUMN names_nobody INTEGER NOT NULL
    GENERATED ALWAYS AS ("member_id" IS NULL) VIRTUAL;

CREATE INDEX contacts_of_case ON contacts ("case", at, id, version, updated_at, names_nobody);
