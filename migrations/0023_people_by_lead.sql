-- Who leads a case, beside each of its people: whom a worker reads because they lead is a walk along neighbours, and not
-- one look-up for each case.
ALTER TABLE case_people ADD COLUMN lead TEXT;
UPDATE case_people SET lead = (SELECT lead FROM cases WHERE id = case_people."case");
CREATE INDEX case_people_by_lead ON case_people (lead, person) WHERE lead IS NOT NULL;

CREATE TRIGGER case_people_are_led AFTER INSERT ON case_people
BEGIN
    UPDATE case_people SET lead = (SELECT lead FROM cases WHERE id = NEW."case")
    WHERE "case" = NEW."case" AND person = NEW.person;
END;
CREATE TRIGGER cases_are_led AFTER UPDATE OF lead ON cases WHEN NEW.lead IS NOT OLD.lead
BEGIN
    UPDATE case_people SET lead = NEW.lead WHERE "case" = NEW.id;
END;
