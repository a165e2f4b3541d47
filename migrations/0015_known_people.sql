-- People who were made or changed, and who did it: it is looked behind the answer whether they are known already, so
-- that its time does not tell. What a stop left undone is done when the service next begins.
CREATE TABLE meetings_to_look_at (
    person TEXT NOT NULL REFERENCES people (id),
    worker TEXT NOT NULL REFERENCES workers (id),
    PRIMARY KEY (person, worker)
) STRICT, WITHOUT ROWID;

-- A search reads the keys of the people whom the caller may read, and of nobody else: there is no list of all words.
DROP TABLE name_trigrams;
DROP TABLE name_words;
