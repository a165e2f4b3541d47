-- By what people are found, beside their id: words of their names, days of birth, postcodes, numbers. Written with the
-- person by the service, which knows how names are folded; people from before are put into people_to_key, and are
-- done when the service next begins.
CREATE TABLE person_keys (
    kind   TEXT NOT NULL CHECK (kind IN ('word', 'born', 'postcode', 'identifier')),
    key    TEXT NOT NULL CHECK (length(key) > 0),
    person TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (kind, key, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_of_person ON person_keys (person, kind, key);

CREATE TABLE people_to_key (
    person TEXT NOT NULL PRIMARY KEY REFERENCES people (id)
) STRICT, WITHOUT ROWID;
INSERT INTO people_to_key (person) SELECT id FROM people;

-- Every word of any name once, with how it sounds, so that a misspelt word is compared with words and not with people.
CREATE TABLE name_words (
    id    INTEGER PRIMARY KEY,
    word  TEXT NOT NULL UNIQUE,
    sound TEXT
) STRICT;
CREATE INDEX name_words_by_sound ON name_words (sound) WHERE sound IS NOT NULL;

-- SQLite's own, behind one named function: the words by each three letters that follow each other. The service writes
-- it with name_words: a trigger may not touch it, because the schema of a file is not trusted.
CREATE VIRTUAL TABLE name_trigrams USING fts5 (word, content = '', detail = none, tokenize = 'trigram');

-- A lead is also told that somebody may have met a person whom they work with: nobody asked for anything then.
CREATE TABLE notices_again (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    version    INTEGER NOT NULL CHECK (version = 1),
    created_at TEXT    NOT NULL,
    created_by TEXT REFERENCES workers (id),
    updated_at TEXT    NOT NULL,
    worker     TEXT    NOT NULL REFERENCES workers (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('access_asked', 'may_have_met')),
    "case"     TEXT    NOT NULL REFERENCES cases (id),
    asked_by   TEXT    NOT NULL REFERENCES workers (id),
    purpose    TEXT,
    reason     TEXT,
    until      TEXT,
    note       TEXT REFERENCES notes (id),
    CHECK (kind <> 'access_asked' OR (purpose IS NOT NULL AND reason IS NOT NULL AND until IS NOT NULL))
) STRICT;
INSERT INTO notices_again (id, version, created_at, created_by, updated_at, worker, kind, "case", asked_by, purpose,
    reason, until, note)
SELECT id, version, created_at, created_by, updated_at, worker, kind, "case", asked_by, purpose, reason, until, note
FROM notices;
DROP TABLE notices;
ALTER TABLE notices_again RENAME TO notices;
CREATE INDEX notices_of_worker ON notices (worker, created_at, id);
CREATE INDEX notices_of_meeting ON notices ("case", asked_by, created_at) WHERE kind = 'may_have_met';
