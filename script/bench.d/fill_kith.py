"""Fills a database that `kith migrate` and `kith token create` have made: fill_kith.py DATABASE TOKENS FOLDER PEOPLE

TOKENS holds a token a line, in the order of the workers' names. The requests of each workload go to FOLDER, each with
the token of the worker who leads the case, who may read it; a list of any cases is of those that this worker leads.
"""

import itertools
import json
import sqlite3
import sys
from datetime import datetime, timezone
from pathlib import Path

from neighbourhood import AGENCIES, Ids, Neighbourhood

NOTE = {"note": "Rang to say that the boiler works again; pleased."}


def instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Filler:
    def __init__(self, db: sqlite3.Connection, hood: Neighbourhood):
        self.db, self.hood, self.ids = db, hood, Ids()
        self.workers = [row[0] for row in db.execute("SELECT id FROM workers ORDER BY name")]
        self.people: list[str] = []
        self.cases: list[str] = []

    def insert(self, table: str, rows: list[dict]) -> None:
        for columns, group in itertools.groupby(rows, key=lambda row: tuple(row)):
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            self.db.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", (tuple(row.values()) for row in group))

    def standard(self, id: str, at: int, by: str, version: int = 1) -> dict:
        return {"id": id, "version": version, "created_at": instant(at), "created_by": by, "updated_at": instant(at)}

    def agencies(self) -> None:
        ids = [self.ids.next(0) for _ in range(AGENCIES)]
        self.insert("parties", [{"id": id, "type": "agency"} for id in ids])
        self.insert("agencies", [
            {**self.standard(id, 0, self.workers[0]), "name": f"Agency {n}", "sort_name": f"agency {n}"}
            for n, id in enumerate(ids)])

    def stories(self) -> None:
        stories = self.hood.stories
        self.people = [self.ids.next(story.begun) for story in stories]
        self.cases = [self.ids.next(story.begun) for story in stories]
        self.insert("parties", [{"id": id, "type": "person"} for id in self.people])
        made = [(story, person, case, self.workers[story.worker])
                for story, person, case in zip(stories, self.people, self.cases)]
        self.insert("people", [
            {**self.standard(person, story.begun, by), "preferred_name": story.name, "sort_name": story.name.lower(),
             "born": story.born, "what_matters": json.dumps(story.matters, separators=(",", ":"))}
            for story, person, _, by in made])
        self.insert("cases", [
            {**self.standard(case, story.begun, by), "people": json.dumps([person]), "state": story.state,
             "entry_route": story.entry_route, "lead": by, "what_matters": story.matters[0]}
            for story, person, case, by in made])
        self.insert("case_people", [{"case": case, "person": person} for _, person, case, _ in made])
        self.insert("case_leads", [
            {**self.standard(self.ids.next(story.begun), story.begun, by), "case": case, "worker": by,
             "from": instant(story.begun)} for story, _, case, by in made])
        self.insert("case_moves", [
            {**self.standard(self.ids.next(story.begun), story.begun, by), "case": case, "state": story.state}
            for story, _, case, by in made])

    def contacts(self) -> None:
        rows = []
        for contact in self.hood.contacts:
            by = self.workers[self.hood.stories[contact.case].worker]
            rows.append({
                **self.standard(self.ids.next(contact.at), contact.at, by), "case": self.cases[contact.case],
                "at": instant(contact.at), "by": by, "note": contact.note, "channel": contact.channel,
                "minutes": contact.minutes})
        self.insert("contacts", rows)

    def ties(self) -> None:
        rows = []
        for tie in self.hood.ties:
            by = self.workers[self.hood.stories[tie.to_person].worker]
            is_worker = tie.from_person is None
            rows.append({
                **self.standard(self.ids.next(tie.at), tie.at, by), "from_type": "worker" if is_worker else "person",
                "from_id": self.workers[tie.from_worker] if is_worker else self.people[tie.from_person],
                "to_type": "person", "to_id": self.people[tie.to_person], "tie": tie.tie, "inverse": tie.inverse,
                "paid": int(is_worker)})
        self.insert("relationships", rows)

    def requests(self, tokens: list[str], folder: Path) -> None:
        def lines(method, numbers, target, body=""):
            return "".join(
                f"{method}\t{target.format(self.cases[n])}\t{tokens[self.hood.stories[n].worker]}\t{body}\n"
                for n in numbers)
        everyone = range(self.hood.people)
        busy = [n for n in everyone if self.hood.is_busy(n)]
        (folder / "W1.tsv").write_text(lines("GET", everyone, "/v1/cases/{}"))
        (folder / "W2.tsv").write_text(lines("GET", busy, "/v1/cases/{}/contacts?limit=50"))
        (folder / "W2-cases.tsv").write_text(lines("GET", busy, "/v1/cases?lead=any&limit=50"))
        (folder / "W3.tsv").write_text(lines("POST", everyone, "/v1/cases/{}/contacts", json.dumps(NOTE)))


def main() -> None:
    database, tokens, folder, people = sys.argv[1:]
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    filler = Filler(db, Neighbourhood(int(people)))
    db.execute("BEGIN")
    for step in (filler.agencies, filler.stories, filler.contacts, filler.ties):
        step()
    broken = db.execute("PRAGMA foreign_key_check").fetchmany(3)
    if broken:
        sys.exit(f"fill_kith: foreign keys that lead nowhere: {broken}")
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler.requests(Path(tokens).read_text().split(), Path(folder))


main()
