-- Who may read which case and which person: a relationship is the permission, and it has a beginning and an end.

-- Holiday cover: whole days, the first and the last; it is no change of lead.
CREATE TABLE case_covers (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    worker     TEXT    NOT NULL REFERENCES workers (id),
    "from"     TEXT    NOT NULL,
    "to"       TEXT,
    note       TEXT,
    CHECK ("to" IS NULL OR "to" >= "from")
) STRICT;
CREATE INDEX covers_of_case ON case_covers ("case", created_at, id);
CREATE INDEX covers_of_worker ON case_covers (worker, "case");

CREATE TRIGGER covers_begin_apart BEFORE INSERT ON case_covers
WHEN EXISTS (
    SELECT 1 FROM case_covers
    WHERE worker = NEW.worker AND "case" = NEW."case" AND "from" <= coalesce(NEW."to", '9999-12-31')
        AND coalesce("to", '9999-12-31') >= NEW."from")
BEGIN
    SELECT RAISE(ABORT, 'covers of one worker overlap');
END;
CREATE TRIGGER covers_stay_apart BEFORE UPDATE ON case_covers
WHEN EXISTS (
    SELECT 1 FROM case_covers
    WHERE worker = NEW.worker AND "case" = NEW."case" AND id <> NEW.id
        AND "from" <= coalesce(NEW."to", '9999-12-31') AND coalesce("to", '9999-12-31') >= NEW."from")
BEGIN
    SELECT RAISE(ABORT, 'covers of one worker overlap');
END;

-- The team around the worker of a case: workers, who may read it, and people, who may not.
CREATE TABLE case_team (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version      INTEGER NOT NULL CHECK (version > 0),
    created_at   TEXT    NOT NULL,
    created_by   TEXT REFERENCES workers (id),
    updated_at   TEXT    NOT NULL,
    "case"       TEXT    NOT NULL REFERENCES cases (id),
    member_type  TEXT    NOT NULL CHECK (member_type IN ('worker', 'person')),
    member_id    TEXT    NOT NULL,
    contribution TEXT    NOT NULL CHECK (contribution IN
        ('statutory_responsibility', 'specialist_advice', 'buddy', 'peer_mentor', 'volunteer', 'supervision')),
    "from"       TEXT    NOT NULL,
    "to"         TEXT,
    CHECK ("to" IS NULL OR "to" >= "from"),
    FOREIGN KEY (member_id, member_type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX team_of_case ON case_team ("case", created_at, id);
CREATE INDEX cases_of_team_member ON case_team (member_id, "case");

-- Access that somebody asked for, with a reason: to a case, or to a person, until it ends by itself.
CREATE TABLE access_grants (
    id         TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    created_at TEXT NOT NULL,
    "case"     TEXT REFERENCES cases (id),
    person     TEXT REFERENCES people (id),
    worker     TEXT NOT NULL REFERENCES workers (id),
    purpose    TEXT NOT NULL CHECK (purpose IN
        ('direct_support', 'safeguarding', 'statutory_duty', 'rights_request', 'quality')),
    reason     TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    "from"     TEXT NOT NULL,
    until      TEXT NOT NULL,
    request    TEXT NOT NULL,
    CHECK (("case" IS NULL) <> (person IS NULL)),
    CHECK (until > "from")
) STRICT;
CREATE INDEX grants_of_worker ON access_grants (worker, "case") WHERE "case" IS NOT NULL;
CREATE INDEX person_grants_of_worker ON access_grants (worker, person) WHERE person IS NOT NULL;

CREATE TRIGGER grants_are_never_changed BEFORE UPDATE ON access_grants
BEGIN
    SELECT RAISE(ABORT, 'grants are append-only');
END;

-- What a worker is told: that somebody asked to see a case of theirs.
CREATE TABLE notices (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    worker     TEXT    NOT NULL REFERENCES workers (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('access_asked')),
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    asked_by   TEXT    NOT NULL REFERENCES workers (id),
    purpose    TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    until      TEXT    NOT NULL
) STRICT;
CREATE INDEX notices_of_worker ON notices (worker, created_at, id);

-- Between two people: nothing about one of them is in what is made for or about the other. It holds from when it is
-- recorded until somebody says that it has ended: never by the passing of a day.
CREATE TABLE person_barriers (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    person     TEXT    NOT NULL REFERENCES people (id),
    other      TEXT    NOT NULL REFERENCES people (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('no_contact', 'domestic_abuse', 'professional')),
    since      TEXT    NOT NULL,
    until      TEXT,
    note       TEXT,
    CHECK (person <> other),
    CHECK (until IS NULL OR until >= since)
) STRICT;
CREATE INDEX barriers_by_creation ON person_barriers (created_at, id);
CREATE INDEX barriers_of_person ON person_barriers (person, other);
CREATE INDEX barriers_of_other ON person_barriers (other, person);

-- A worker reads the people whom that worker made, until somebody else leads a case with them.
CREATE INDEX people_by_maker ON people (created_by, id) WHERE created_by IS NOT NULL;

-- So that a worker's cases can be listed without a look at each period, and an ended one is found among many open ones.
DROP INDEX leads_of_worker;
CREATE INDEX leads_of_worker ON case_leads (worker, "case", "from", "to");
CREATE INDEX ended_leads_of_worker ON case_leads (worker, "case", "to") WHERE "to" IS NOT NULL;

-- Which worker may read which case, on what basis, from when until when: every decision about a case, its people and
-- what hangs on them asks this view. A row counts today where "from" <= now and (until IS NULL or until > now).
-- Whoever made a case needs no line here: a case has a lead from its first moment, so as long as nobody else has ever
-- led it, its maker is that lead.
CREATE VIEW case_readers (worker, "case", basis, "from", until) AS
SELECT worker, "case", 'lead', "from", "to" FROM case_leads
UNION ALL
-- The door stays open: who led a case that is at rest reads it until somebody leads it again.
SELECT lead.worker, lead."case", 'last_lead', lead."to", NULL
FROM case_leads AS lead
WHERE lead."to" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM case_leads AS later
    WHERE later."case" = lead."case" AND (later."to" IS NULL OR (later."from", later.id) > (lead."from", lead.id)))
UNION ALL
-- Days count whole: T24 is the end of a day (ISO 8601), and sorts behind every moment of it.
SELECT worker, "case", 'cover', "from", "to" || 'T24' FROM case_covers
UNION ALL
SELECT member_id, "case", 'team', "from", "to" || 'T24' FROM case_team WHERE member_type = 'worker'
UNION ALL
SELECT supervisor.id, lead."case", 'supervision', lead."from", lead."to"
FROM workers AS supervisor
JOIN workers AS colleague ON colleague.team = supervisor.team
JOIN case_leads AS lead ON lead.worker = colleague.id
WHERE supervisor.role = 'supervisor' AND supervisor.active = 1
UNION ALL
SELECT supervisor.id, lead."case", 'supervision', lead."to", NULL
FROM workers AS supervisor
JOIN workers AS colleague ON colleague.team = supervisor.team
JOIN case_leads AS lead ON lead.worker = colleague.id
WHERE supervisor.role = 'supervisor' AND supervisor.active = 1 AND lead."to" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM case_leads AS later
    WHERE later."case" = lead."case" AND (later."to" IS NULL OR (later."from", later.id) > (lead."from", lead.id)))
UNION ALL
SELECT worker, "case", 'grant', "from", until FROM access_grants WHERE "case" IS NOT NULL;
