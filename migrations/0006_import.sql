-- The version that an imported asset had when the import last wrote it: a later one means that somebody has changed it
-- here since, and then the import leaves it alone.
ALTER TABLE assets ADD COLUMN source_version INTEGER CHECK (source_version > 0);
