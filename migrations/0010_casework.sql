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

-- What was agreed with somebody: what they want done, by whom, until when, and whether a promise was kept.
CREATE TABLE steps (
    id          TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version     INTEGER NOT NULL CHECK (version > 0),
    created_at  TEXT    NOT NULL,
    created_by  TEXT,
    updated_at  TEXT    NOT NULL,
    "case"      TEXT    NOT NULL REFERENCES cases (id),
    own_words   TEXT    NOT NULL CHECK (length(own_words) > 0),
    kind        TEXT CHECK (kind IS NULL OR kind IN ('quick', 'longer_term')),
    agreed_with TEXT,
    who_acts    TEXT CHECK (who_acts IS NULL OR who_acts IN ('for_person', 'with_person', 'by_person')),
    "by"        TEXT    NOT NULL REFERENCES workers (id),
    due         TEXT,
    done_at     TEXT,
    promise     INTEGER CHECK (promise IS NULL OR promise IN (0, 1)),
    kept        INTEGER CHECK (kept IS NULL OR kept IN (0, 1)),
    CHECK (kept IS NULL OR promise = 1),
    CHECK (kept IS NOT 1 OR done_at IS NOT NULL),
    PRIMARY KEY ("case", created_at, id)
) STRICT, WITHOUT ROWID;

-- Help brought in: there is no sending out.
CREATE TABLE pulls (
    id             TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version        INTEGER NOT NULL CHECK (version > 0),
    created_at     TEXT    NOT NULL,
    created_by     TEXT,
    updated_at     TEXT    NOT NULL,
    "case"         TEXT    NOT NULL REFERENCES cases (id),
    what           TEXT    NOT NULL CHECK (length(what) > 0),
    from_type      TEXT CHECK (from_type IS NULL OR from_type IN ('agency', 'worker')),
    from_id        TEXT,
    "by"           TEXT    NOT NULL REFERENCES workers (id),
    asked_on       TEXT    NOT NULL,
    arrived_on     TEXT,
    lead_stayed    INTEGER CHECK (lead_stayed IS NULL OR lead_stayed IN (0, 1)),
    outcome        TEXT    NOT NULL CHECK (outcome IN ('helped', 'partly', 'refused', 'waiting', 'withdrawn')),
    refusal_reason TEXT,
    CHECK (arrived_on IS NULL OR arrived_on >= asked_on),
    CHECK (refusal_reason IS NULL OR outcome = 'refused'),
    FOREIGN KEY (from_id, from_type) REFERENCES parties (id, type),
    PRIMARY KEY ("case", created_at, id)
) STRICT, WITHOUT ROWID;

-- Risk decisions: acting weighed against not acting, both always.
CREATE TABLE decisions (
    id                  TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version             INTEGER NOT NULL CHECK (version > 0),
    created_at          TEXT    NOT NULL,
    created_by          TEXT,
    updated_at          TEXT    NOT NULL,
    "case"              TEXT    NOT NULL REFERENCES cases (id),
    what                TEXT    NOT NULL CHECK (length(what) > 0),
    acting              TEXT    NOT NULL,
    not_acting          TEXT    NOT NULL,
    persons_view        TEXT,
    capacity_considered TEXT,
    decided_by          TEXT    NOT NULL REFERENCES workers (id),
    decided_on          TEXT    NOT NULL,
    decision            TEXT,
    reasoning           TEXT,
    review_on           TEXT,
    does_no_harm        TEXT    NOT NULL,
    stays_legal         TEXT    NOT NULL,
    law                 TEXT,
    CHECK (review_on IS NULL OR review_on >= decided_on),
    PRIMARY KEY ("case", created_at, id)
) STRICT, WITHOUT ROWID;

-- What public services were used, and what one use costs where that is known: unknown is never nothing.
CREATE TABLE service_uses (
    id         TEXT    NOT NULL UNIQUE CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at TEXT    NOT NULL,
    created_by TEXT,
    updated_at TEXT    NOT NULL,
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    service    TEXT    NOT NULL,
    person     TEXT REFERENCES people (id),
    "on"       TEXT,
    "from"     TEXT,
    "to"       TEXT,
    "count"    INTEGER NOT NULL CHECK ("count" > 0),
    source     TEXT CHECK (source IS NULL OR source IN ('self', 'agency_record')),
    note       TEXT,
    unit_cost  REAL CHECK (unit_cost IS NULL OR unit_cost >= 0),
    price_year INTEGER,
    uncosted   INTEGER NOT NULL CHECK (uncosted IN (0, 1)),
    CHECK (("on" IS NULL) <> ("from" IS NULL)),
    CHECK ("to" IS NULL OR "to" >= "from"),
    CHECK (uncosted = (unit_cost IS NULL) AND uncosted = (price_year IS NULL)),
    PRIMARY KEY ("case", created_at, id)
) STRICT, WITHOUT ROWID;

-- What stood in the way, for learning: read across cases once it is shared.
CREATE TABLE barriers (
    id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version        INTEGER NOT NULL CHECK (version > 0),
    created_at     TEXT    NOT NULL,
    created_by     TEXT REFERENCES workers (id),
    updated_at     TEXT    NOT NULL,
    kind           TEXT,
    what           TEXT    NOT NULL CHECK (length(what) > 0),
    agency         TEXT REFERENCES agencies (id),
    cost_to_person TEXT,
    workaround     TEXT,
    shared         INTEGER NOT NULL CHECK (shared IN (0, 1))
) STRICT;
CREATE INDEX learning_barriers_by_creation ON barriers (created_at, id);

-- In which cases it stood in the way; a link is there for who reads the case, and for nobody else.
CREATE TABLE barrier_links (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    barrier    TEXT    NOT NULL REFERENCES barriers (id),
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    pull       TEXT REFERENCES pulls (id),
    decision   TEXT REFERENCES decisions (id)
) STRICT;
CREATE INDEX links_of_barrier ON barrier_links (barrier, created_at, id);
CREATE INDEX barriers_of_case ON barrier_links ("case", barrier);

-- Changes of lead, as the person saw them; who led from when to when is in case_leads.
CREATE TABLE handovers (
    id                    TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version               INTEGER NOT NULL CHECK (version = 1),
    created_at            TEXT    NOT NULL,
    created_by            TEXT REFERENCES workers (id),
    updated_at            TEXT    NOT NULL,
    "case"                TEXT    NOT NULL REFERENCES cases (id),
    "from"                TEXT    NOT NULL REFERENCES workers (id),
    "to"                  TEXT    NOT NULL REFERENCES workers (id),
    chosen_by_person      INTEGER CHECK (chosen_by_person IS NULL OR chosen_by_person IN (0, 1)),
    introduced_in_person  INTEGER CHECK (introduced_in_person IS NULL OR introduced_in_person IN (0, 1)),
    overlap_from          TEXT,
    overlap_to            TEXT,
    persons_view          TEXT,
    next_promised_contact TEXT,
    CHECK ("from" <> "to"),
    CHECK ((overlap_from IS NULL) = (overlap_to IS NULL)),
    CHECK (overlap_to IS NULL OR overlap_to >= overlap_from)
) STRICT;
CREATE INDEX handovers_of_case ON handovers ("case", created_at, id);

CREATE TRIGGER handovers_are_never_changed BEFORE UPDATE ON handovers
BEGIN
    SELECT RAISE(ABORT, 'handovers are append-only');
END;
