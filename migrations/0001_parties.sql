CREATE TABLE parties (
    id   TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    type TEXT NOT NULL CHECK (type IN ('person', 'worker', 'asset', 'agency'))
) STRICT;
