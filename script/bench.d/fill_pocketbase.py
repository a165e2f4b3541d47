"""Fills the data.db of a PocketBase that is not running: fill_pocketbase.py DATABASE TOKENS FOLDER PEOPLE

The collections are those of pocketbase_api.py. A record is a row, a relation to many is JSON text, an absent value is
empty text or 0. The requests of each workload go to FOLDER, as fill_kith.py does it.
"""

import json
import random
import sqlite3
import sys
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import quote

from neighbourhood import SEED, Neighbourhood

ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
NOTE = "Rang to say that the boiler works again; pleased."


def instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.000Z")


class Filler:
    def __init__(self, db: sqlite3.Connection, hood: Neighbourhood, workers: list[str]):
        self.db, self.hood, self.workers = db, hood, workers
        self.rng = random.Random(SEED + 1)
        self.people = [self.id() for _ in hood.stories]
        self.cases = [self.id() for _ in hood.stories]

    def id(self) -> str:
        return "".join(self.rng.choices(ID_LETTERS, k=15))

    def insert(self, table: str, rows: list[dict]) -> None:
        names = ", ".join(f"`{name}`" for name in rows[0])
        marks = ", ".join("?" * len(rows[0]))
        self.db.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", (tuple(row.values()) for row in rows))

    def standard(self, id: str, at: int, by: str) -> dict:
        return {"id": id, "created_at": instant(at), "updated_at": instant(at), "created_by": by}

    def fill(self) -> None:
        hood = self.hood
        self.insert("people", [
            {**self.standard(self.people[story.number], story.begun, self.workers[story.worker]),
             "preferred_name": story.name, "sort_name": story.name.lower(), "born": story.born,
             "what_matters": json.dumps(story.matters)} for story in hood.stories])
        self.insert("cases", [
            {**self.standard(self.cases[story.number], story.begun, self.workers[story.worker]),
             "people": json.dumps([self.people[story.number]]), "state": story.state,
             "entry_route": story.entry_route, "lead": self.workers[story.worker], "what_matters": story.matters[0]}
            for story in hood.stories])
        self.insert("contacts", [
            {**self.standard(self.id(), contact.at, by), "case": self.cases[contact.case], "note": contact.note,
             "by": by, "channel": contact.channel or "", "minutes": contact.minutes or 0, "at": instant(contact.at)}
            for contact in hood.contacts for by in [self.workers[hood.stories[contact.case].worker]]])
        self.insert("relationships", [
            {**self.standard(self.id(), tie.at, self.workers[hood.stories[tie.to_person].worker]),
             "from_person": "" if tie.from_person is None else self.people[tie.from_person],
             "from_worker": "" if tie.from_worker is None else self.workers[tie.from_worker],
             "to_person": self.people[tie.to_person], "tie": tie.tie, "inverse": tie.inverse,
             "paid": int(tie.from_person is None)} for tie in hood.ties])

    def requests(self, tokens: list[str], folder: Path) -> None:
        def line(method, n, target, body=""):
            return f"{method}\t{target}\t{tokens[self.hood.stories[n].worker]}\t{body}\n"
        everyone = range(self.hood.people)
        busy = [n for n in everyone if self.hood.is_busy(n)]
        page = "perPage=50&skipTotal=1&sort="
        whole = "/api/collections/whole_cases/records/"
        of_case = "/api/collections/contacts/records?" + page + "-at,-id&filter="
        cases = "/api/collections/cases/records?" + page + "-created_at,-id"
        (folder / "W1.tsv").write_text("".join(line("GET", n, whole + self.cases[n]) for n in everyone))
        (folder / "W2.tsv").write_text("".join(
            line("GET", n, of_case + quote(f'(case="{self.cases[n]}")')) for n in busy))
        (folder / "W2-cases.tsv").write_text("".join(line("GET", n, cases) for n in busy))
        (folder / "W3.tsv").write_text("".join(
            line("POST", n, "/api/collections/contacts/records", json.dumps(self.contact(n))) for n in everyone))

    def contact(self, n: int) -> dict:
        worker = self.workers[self.hood.stories[n].worker]
        # PocketBase does not know of itself that the one who writes is the one who tells.
        return {"case": self.cases[n], "note": NOTE, "by": worker, "created_by": worker}


def main() -> None:
    database, tokens, folder, people = sys.argv[1:]
    pairs = [line.split("\t") for line in Path(tokens).read_text().splitlines()]
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    filler = Filler(db, Neighbourhood(int(people)), [worker for worker, _ in pairs])
    db.execute("BEGIN")
    filler.fill()
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler.requests([token for _, token in pairs], Path(folder))


main()
