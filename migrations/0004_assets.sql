-- Community assets: what a neighbourhood already has.

CREATE TABLE assets (
    id             TEXT    NOT NULL PRIMARY KEY,
    type           TEXT    NOT NULL DEFAULT 'asset' CHECK (type = 'asset'),
    version        INTEGER NOT NULL CHECK (version > 0),
    created_at     TEXT    NOT NULL,
    created_by     TEXT REFERENCES workers (id),
    updated_at     TEXT    NOT NULL,
    name           TEXT    NOT NULL CHECK (length(name) > 0),
    sort_name      TEXT    NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN
        ('resident_gift', 'association', 'institution', 'place', 'exchange', 'story')),
    formality      TEXT CHECK (formality IN ('informal', 'constituted', 'registered')),
    gathers_around TEXT,
    description    TEXT,
    how_to_turn_up TEXT,
    welcome_by     TEXT,
    room           TEXT    NOT NULL DEFAULT 'unknown' CHECK (room IN ('room', 'full', 'unknown')),
    "when"         TEXT,
    "where"        TEXT,
    lat            REAL CHECK (lat BETWEEN -90 AND 90),
    lng            REAL CHECK (lng BETWEEN -180 AND 180),
    cost           TEXT,
    access_notes   TEXT,
    gifts_offered  TEXT,
    gives_back     TEXT,
    run_by         TEXT,
    url            TEXT,
    listing        TEXT    NOT NULL DEFAULT 'workers_only'
        CHECK (listing IN ('public', 'workers_only', 'do_not_list')),
    confirmed      TEXT,
    confirmed_on   TEXT,
    source         TEXT,
    source_hash    BLOB CHECK (length(source_hash) = 32),
    CHECK ((lat IS NULL) = (lng IS NULL)),
    CHECK ((confirmed IS NULL) = (confirmed_on IS NULL)),
    FOREIGN KEY (id, type) REFERENCES parties (id, type)
) STRICT;
CREATE INDEX assets_by_name ON assets (sort_name, id);
CREATE INDEX assets_by_place ON assets (lat, lng) WHERE lat IS NOT NULL;
CREATE INDEX assets_by_creation ON assets (created_at, id);

-- What an asset gathers around, a row a basis, so that it can be asked for.
CREATE TABLE asset_bases (
    asset TEXT NOT NULL REFERENCES assets (id),
    basis TEXT NOT NULL CHECK (basis IN ('place', 'passion', 'ethnicity', 'belief', 'sexuality', 'gender',
        'lived_experience', 'age', 'other')),
    PRIMARY KEY (asset, basis)
) STRICT, WITHOUT ROWID;
CREATE INDEX assets_by_basis ON asset_bases (basis, asset);

-- On which days of the week an asset meets (1 is Monday), within which dates, so that it can be asked for.
CREATE TABLE asset_days (
    asset      TEXT    NOT NULL REFERENCES assets (id),
    weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    valid_from TEXT    NOT NULL,
    valid_to   TEXT    NOT NULL,
    PRIMARY KEY (asset, weekday, valid_from, valid_to)
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmations (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    asset      TEXT    NOT NULL REFERENCES assets (id),
    "on"       TEXT    NOT NULL,
    "by"       TEXT    NOT NULL REFERENCES workers (id),
    how        TEXT    NOT NULL CHECK (how IN ('visited', 'phoned', 'told_by_member', 'website'))
) STRICT;
CREATE INDEX confirmations_of_asset ON confirmations (asset, "on", id);

-- SQLite's own, behind one named function: full text. The key ties an asset to its row there for good.
CREATE TABLE asset_text_keys (
    key   INTEGER PRIMARY KEY,
    asset TEXT NOT NULL UNIQUE REFERENCES assets (id)
) STRICT;
CREATE VIRTUAL TABLE asset_text USING fts5 (
    name, description, around, place, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4');
