-- Who opens a case again is answered by what was kept, as long as the feed tells of no change: so it tells also of what
-- the service does not do by itself, when somebody repairs the file by hand. Without a kind it may have been any record.
CREATE TRIGGER cases_were_deleted AFTER DELETE ON cases
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('', '', 0);
END;
CREATE TRIGGER cases_were_led_anew AFTER UPDATE OF lead ON cases WHEN NEW.version = OLD.version
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('', '', 0);
END;
CREATE TRIGGER contacts_were_deleted AFTER DELETE ON contacts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('', '', 0);
END;
CREATE TRIGGER person_barriers_were_deleted AFTER DELETE ON person_barriers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('', '', 0);
END;
