-- What people may ask of what is recorded about them, what was shared of it, and what must not or no longer be kept.

-- The state and the day by which an answer is due follow from the other members (Sources/KithService/Rights); an open
-- pause has no such day.
CREATE TABLE rights_requests (
    id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version          INTEGER NOT NULL CHECK (version > 0),
    created_at       TEXT    NOT NULL,
    created_by       TEXT REFERENCES workers (id),
    updated_at       TEXT    NOT NULL,
    person           TEXT    NOT NULL REFERENCES people (id),
    kind             TEXT    NOT NULL CHECK (kind IN
        ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection')),
    received_on      TEXT    NOT NULL,
    received_how     TEXT CHECK (received_how IN
        ('face_to_face', 'phone', 'video', 'text', 'letter', 'email', 'other')),
    words            TEXT,
    pauses           TEXT,
    extended_on      TEXT,
    extension_reason TEXT,
    answered_on      TEXT,
    outcome          TEXT CHECK (outcome IN ('met', 'partly_met', 'refused')),
    told             TEXT,
    refusal_reason   TEXT,
    state            TEXT    NOT NULL CHECK (state IN ('open', 'paused', 'answered', 'refused')),
    due_on           TEXT,
    CHECK ((extended_on IS NULL) = (extension_reason IS NULL)),
    CHECK ((answered_on IS NULL) = (outcome IS NULL)),
    CHECK ((state = 'paused') = (due_on IS NULL))
) STRICT;
CREATE INDEX rights_requests_by_creation ON rights_requests (created_at, id);
CREATE INDEX rights_requests_by_receipt ON rights_requests (received_on, id);
CREATE INDEX rights_requests_of_person ON rights_requests (person);

CREATE TABLE consents (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version      INTEGER NOT NULL CHECK (version > 0),
    created_at   TEXT    NOT NULL,
    created_by   TEXT REFERENCES workers (id),
    updated_at   TEXT    NOT NULL,
    person       TEXT    NOT NULL REFERENCES people (id),
    what_for     TEXT    NOT NULL CHECK (length(what_for) > 0),
    given_on     TEXT    NOT NULL,
    how          TEXT,
    words        TEXT,
    withdrawn_on TEXT,
    CHECK (withdrawn_on IS NULL OR withdrawn_on >= given_on)
) STRICT;
CREATE INDEX consents_by_creation ON consents (created_at, id);
CREATE INDEX consents_of_person ON consents (person);

CREATE TABLE share_decisions (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version      INTEGER NOT NULL CHECK (version > 0),
    created_at   TEXT    NOT NULL,
    created_by   TEXT REFERENCES workers (id),
    updated_at   TEXT    NOT NULL,
    person       TEXT REFERENCES people (id),
    "case"       TEXT REFERENCES cases (id),
    what         TEXT    NOT NULL CHECK (length(what) > 0),
    with_type    TEXT,
    with_id      TEXT,
    with_whom    TEXT,
    shared       INTEGER NOT NULL CHECK (shared IN (0, 1)),
    basis        TEXT,
    reasoning    TEXT    NOT NULL CHECK (length(reasoning) > 0),
    decided_by   TEXT    NOT NULL REFERENCES workers (id),
    decided_on   TEXT    NOT NULL,
    person_told  INTEGER NOT NULL CHECK (person_told IN (0, 1)),
    why_not_told TEXT,
    CHECK ((person IS NULL) <> ("case" IS NULL)),
    CHECK (shared = 0 OR basis IS NOT NULL),
    CHECK (person_told = 1 OR why_not_told IS NOT NULL),
    FOREIGN KEY (with_id, with_type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX share_decisions_by_creation ON share_decisions (created_at, id);
CREATE INDEX share_decisions_of_person ON share_decisions (person) WHERE person IS NOT NULL;
CREATE INDEX share_decisions_of_case ON share_decisions ("case") WHERE "case" IS NOT NULL;
CREATE INDEX share_decisions_with ON share_decisions (with_id) WHERE with_id IS NOT NULL;

-- While one stands, nothing of the person or the case is erased.
CREATE TABLE legal_holds (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    person     TEXT REFERENCES people (id),
    "case"     TEXT REFERENCES cases (id),
    reason     TEXT    NOT NULL CHECK (length(reason) > 0),
    authority  TEXT    NOT NULL CHECK (length(authority) > 0),
    "from"     TEXT    NOT NULL,
    until      TEXT,
    CHECK ((person IS NULL) <> ("case" IS NULL)),
    CHECK (until IS NULL OR until >= "from")
) STRICT;
CREATE INDEX legal_holds_by_creation ON legal_holds (created_at, id);
CREATE INDEX legal_holds_of_person ON legal_holds (person) WHERE person IS NOT NULL;
CREATE INDEX legal_holds_of_case ON legal_holds ("case") WHERE "case" IS NOT NULL;

-- Decisions to erase, or not to. They outlive what they were about, and so hold ids, codes and counts alone; nothing
-- refers to the person, the case or the request any more.
CREATE TABLE erasures (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version        INTEGER NOT NULL CHECK (version = 1),
    created_at     TEXT    NOT NULL,
    created_by     TEXT,
    updated_at     TEXT    NOT NULL,
    person         TEXT,
    "case"         TEXT,
    ground         TEXT    NOT NULL CHECK (ground IN
        ('retention', 'no_longer_necessary', 'consent_withdrawn', 'objected', 'unlawfully_processed',
        'legal_obligation')),
    rule           TEXT,
    rights_request TEXT,
    decided_by     TEXT    NOT NULL REFERENCES workers (id),
    carried_out    INTEGER NOT NULL CHECK (carried_out IN (0, 1)),
    why_not        TEXT CHECK (why_not IN
        ('legal_obligation', 'public_task', 'public_health', 'archiving', 'legal_claims', 'freedom_of_expression',
        'safeguarding', 'manifestly_unfounded_or_excessive')),
    erased         TEXT    NOT NULL,
    CHECK ((person IS NULL) <> ("case" IS NULL)),
    CHECK ((ground = 'retention') = (rule IS NOT NULL)),
    CHECK ((carried_out = 1) = (why_not IS NULL))
) STRICT;
CREATE INDEX erasures_by_creation ON erasures (created_at, id);

CREATE TRIGGER erasures_are_never_changed BEFORE UPDATE ON erasures
BEGIN
    SELECT RAISE(ABORT, 'decisions to erase are append-only');
END;

-- So that what refers to a person or a case is found without a walk.
CREATE INDEX person_grants ON access_grants (person) WHERE person IS NOT NULL;
CREATE INDEX case_grants ON access_grants ("case") WHERE "case" IS NOT NULL;
CREATE INDEX notices_of_case ON notices ("case");
