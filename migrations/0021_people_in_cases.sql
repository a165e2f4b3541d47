-- Whether a person is in a case, in the person's own row: a worker reads whom that worker wrote down and who is in none,
-- and without this every one of them is looked up among the people of cases.
ALTER TABLE people ADD COLUMN in_case INTEGER NOT NULL DEFAULT 0 CHECK (in_case IN (0, 1));
UPDATE people SET in_case = 1 WHERE id IN (SELECT person FROM case_people);

CREATE TRIGGER case_people_come AFTER INSERT ON case_people
BEGIN
    UPDATE people SET in_case = 1 WHERE id = NEW.person AND in_case = 0;
END;
CREATE TRIGGER case_people_go AFTER DELETE ON case_people
BEGIN
    UPDATE people SET in_case = 0
    WHERE id = OLD.person AND NOT EXISTS (SELECT 1 FROM case_people WHERE person = OLD.person);
END;
CREATE TRIGGER case_people_become_others AFTER UPDATE OF person ON case_people
BEGIN
    UPDATE people SET in_case = 1 WHERE id = NEW.person AND in_case = 0;
    UPDATE people SET in_case = 0
    WHERE id = OLD.person AND NOT EXISTS (SELECT 1 FROM case_people WHERE person = OLD.person);
END;

DROP INDEX people_by_maker;
CREATE INDEX people_by_maker ON people (created_by, id)
    WHERE created_by IS NOT NULL AND merged_into IS NULL AND in_case = 0;
