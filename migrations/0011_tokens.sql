-- What a token is for beyond its role, which front ends act for others, and what a repeated reply shows.

-- `scopes` is a JSON array of what the token may do (people:read); without it, all that the role allows. A token with
-- `acts_for` is a front end's: it names the worker who is signed in there, and does nothing of its own.
ALTER TABLE tokens ADD COLUMN scopes TEXT CHECK (scopes IS NULL OR scopes <> '[]');
ALTER TABLE tokens ADD COLUMN acts_for TEXT CHECK (acts_for IS NULL OR acts_for IN ('anyone', 'team'))
    CHECK (acts_for IS NULL OR scopes IS NOT NULL);

-- Which records a kept reply shows: a JSON array of their kinds and ids (case 019aa5b2-…). It is repeated to whoever may
-- read all of them at that time. Of replies from before nothing is known, and they are repeated to nobody.
ALTER TABLE idempotent_replies ADD COLUMN records TEXT;
