-- Where something stood in the way, so that it can be read by place: a neighbourhood, a town, an office; in whose home
-- it was is nothing that barriers tell.
ALTER TABLE barriers ADD COLUMN place TEXT;
