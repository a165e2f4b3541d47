-- What changed, in the order in which it was committed: there is one writer, so whoever has read up to a number has seen
-- every change below it. A row says which version of which record; what it says, and who may know of it, is looked up
-- when it is read.
--
-- Triggers write it, so that no statement of the service can forget it. Rows are never taken from the end, so that no
-- number comes again: what is erased leaves its row empty, and the oldest go as new ones come.
CREATE TABLE changes (
    seq     INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TRIGGER changes_are_kept_for_a_while AFTER INSERT ON changes WHEN NEW.seq % 1024 = 0
BEGIN
    DELETE FROM changes WHERE seq <= NEW.seq - 1000000;
END;

CREATE TRIGGER people_were_added AFTER INSERT ON people
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('person', NEW.id, NEW.version);
END;
CREATE TRIGGER people_were_changed AFTER UPDATE OF version ON people
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('person', NEW.id, NEW.version);
END;

CREATE TRIGGER workers_were_added AFTER INSERT ON workers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('worker', NEW.id, NEW.version);
END;
CREATE TRIGGER workers_were_changed AFTER UPDATE OF version ON workers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('worker', NEW.id, NEW.version);
END;

CREATE TRIGGER agencies_were_added AFTER INSERT ON agencies
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('agency', NEW.id, NEW.version);
END;
CREATE TRIGGER agencies_were_changed AFTER UPDATE OF version ON agencies
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('agency', NEW.id, NEW.version);
END;

CREATE TRIGGER teams_were_added AFTER INSERT ON teams
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('team', NEW.id, NEW.version);
END;
CREATE TRIGGER teams_were_changed AFTER UPDATE OF version ON teams
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('team', NEW.id, NEW.version);
END;

CREATE TRIGGER tokens_were_added AFTER INSERT ON tokens
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('token', NEW.id, NEW.version);
END;
CREATE TRIGGER tokens_were_changed AFTER UPDATE OF version ON tokens
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('token', NEW.id, NEW.version);
END;

CREATE TRIGGER relationships_were_added AFTER INSERT ON relationships
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('relationship', NEW.id, NEW.version);
END;
CREATE TRIGGER relationships_were_changed AFTER UPDATE OF version ON relationships
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('relationship', NEW.id, NEW.version);
END;

CREATE TRIGGER accounts_were_added AFTER INSERT ON accounts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('account', NEW.id, NEW.version);
END;
CREATE TRIGGER accounts_were_changed AFTER UPDATE OF version ON accounts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('account', NEW.id, NEW.version);
END;

CREATE TRIGGER cases_were_added AFTER INSERT ON cases
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('case', NEW.id, NEW.version);
END;
CREATE TRIGGER cases_were_changed AFTER UPDATE OF version ON cases
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('case', NEW.id, NEW.version);
END;

CREATE TRIGGER case_moves_were_added AFTER INSERT ON case_moves
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('move', NEW.id, NEW.version);
END;
CREATE TRIGGER case_moves_were_changed AFTER UPDATE OF version ON case_moves
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('move', NEW.id, NEW.version);
END;

CREATE TRIGGER case_leads_were_added AFTER INSERT ON case_leads
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('lead', NEW.id, NEW.version);
END;
CREATE TRIGGER case_leads_were_changed AFTER UPDATE OF version ON case_leads
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('lead', NEW.id, NEW.version);
END;

CREATE TRIGGER contacts_were_added AFTER INSERT ON contacts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('contact', NEW.id, NEW.version);
END;
CREATE TRIGGER contacts_were_changed AFTER UPDATE OF version ON contacts
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('contact', NEW.id, NEW.version);
END;

CREATE TRIGGER notes_were_added AFTER INSERT ON notes
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('note', NEW.id, NEW.version);
END;
CREATE TRIGGER notes_were_changed AFTER UPDATE OF version ON notes
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('note', NEW.id, NEW.version);
END;

CREATE TRIGGER assets_were_added AFTER INSERT ON assets
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('asset', NEW.id, NEW.version);
END;
CREATE TRIGGER assets_were_changed AFTER UPDATE OF version ON assets
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('asset', NEW.id, NEW.version);
END;

CREATE TRIGGER confirmations_were_added AFTER INSERT ON confirmations
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('confirmation', NEW.id, NEW.version);
END;
CREATE TRIGGER confirmations_were_changed AFTER UPDATE OF version ON confirmations
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('confirmation', NEW.id, NEW.version);
END;

CREATE TRIGGER case_covers_were_added AFTER INSERT ON case_covers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('cover', NEW.id, NEW.version);
END;
CREATE TRIGGER case_covers_were_changed AFTER UPDATE OF version ON case_covers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('cover', NEW.id, NEW.version);
END;

CREATE TRIGGER notices_were_added AFTER INSERT ON notices
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('notice', NEW.id, NEW.version);
END;
CREATE TRIGGER notices_were_changed AFTER UPDATE OF version ON notices
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('notice', NEW.id, NEW.version);
END;

CREATE TRIGGER steps_were_added AFTER INSERT ON steps
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('step', NEW.id, NEW.version);
END;
CREATE TRIGGER steps_were_changed AFTER UPDATE OF version ON steps
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('step', NEW.id, NEW.version);
END;

CREATE TRIGGER pulls_were_added AFTER INSERT ON pulls
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('pull', NEW.id, NEW.version);
END;
CREATE TRIGGER pulls_were_changed AFTER UPDATE OF version ON pulls
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('pull', NEW.id, NEW.version);
END;

CREATE TRIGGER decisions_were_added AFTER INSERT ON decisions
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('decision', NEW.id, NEW.version);
END;
CREATE TRIGGER decisions_were_changed AFTER UPDATE OF version ON decisions
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('decision', NEW.id, NEW.version);
END;

CREATE TRIGGER barriers_were_added AFTER INSERT ON barriers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('barrier', NEW.id, NEW.version);
END;
CREATE TRIGGER barriers_were_changed AFTER UPDATE OF version ON barriers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('barrier', NEW.id, NEW.version);
END;

CREATE TRIGGER handovers_were_added AFTER INSERT ON handovers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('handover', NEW.id, NEW.version);
END;
CREATE TRIGGER handovers_were_changed AFTER UPDATE OF version ON handovers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('handover', NEW.id, NEW.version);
END;

CREATE TRIGGER service_uses_were_added AFTER INSERT ON service_uses
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('service_use', NEW.id, NEW.version);
END;
CREATE TRIGGER service_uses_were_changed AFTER UPDATE OF version ON service_uses
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('service_use', NEW.id, NEW.version);
END;

CREATE TRIGGER barrier_links_were_added AFTER INSERT ON barrier_links
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('barrier_link', NEW.id, NEW.version);
END;
CREATE TRIGGER barrier_links_were_changed AFTER UPDATE OF version ON barrier_links
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('barrier_link', NEW.id, NEW.version);
END;

CREATE TRIGGER case_team_were_added AFTER INSERT ON case_team
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('team_member', NEW.id, NEW.version);
END;
CREATE TRIGGER case_team_were_changed AFTER UPDATE OF version ON case_team
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('team_member', NEW.id, NEW.version);
END;

CREATE TRIGGER person_barriers_were_added AFTER INSERT ON person_barriers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('person_barrier', NEW.id, NEW.version);
END;
CREATE TRIGGER person_barriers_were_changed AFTER UPDATE OF version ON person_barriers
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('person_barrier', NEW.id, NEW.version);
END;

CREATE TRIGGER rights_requests_were_added AFTER INSERT ON rights_requests
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('rights_request', NEW.id, NEW.version);
END;
CREATE TRIGGER rights_requests_were_changed AFTER UPDATE OF version ON rights_requests
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('rights_request', NEW.id, NEW.version);
END;

CREATE TRIGGER consents_were_added AFTER INSERT ON consents
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('consent', NEW.id, NEW.version);
END;
CREATE TRIGGER consents_were_changed AFTER UPDATE OF version ON consents
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('consent', NEW.id, NEW.version);
END;

CREATE TRIGGER share_decisions_were_added AFTER INSERT ON share_decisions
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('share_decision', NEW.id, NEW.version);
END;
CREATE TRIGGER share_decisions_were_changed AFTER UPDATE OF version ON share_decisions
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('share_decision', NEW.id, NEW.version);
END;

CREATE TRIGGER legal_holds_were_added AFTER INSERT ON legal_holds
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('legal_hold', NEW.id, NEW.version);
END;
CREATE TRIGGER legal_holds_were_changed AFTER UPDATE OF version ON legal_holds
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('legal_hold', NEW.id, NEW.version);
END;

CREATE TRIGGER erasures_were_added AFTER INSERT ON erasures
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('erasure', NEW.id, NEW.version);
END;
CREATE TRIGGER erasures_were_changed AFTER UPDATE OF version ON erasures
BEGIN
    INSERT INTO changes (kind, id, version) VALUES ('erasure', NEW.id, NEW.version);
END;
