"""Makes PocketBase's collections over its own API: pocketbase_api.py URL EMAIL PASSWORD TOKENS

The same members as Kith's, the same indexes. TOKENS gets a line a worker: its id and a token, with a tab between.

What is set, and why, so that PocketBase shows what it can do:
- rules ask for a signed-in worker and no more (`@request.auth.id != ""`), the cheapest rule that is one;
- the case with its latest three contacts is a view collection, answered by one statement with SQLite's JSON functions;
  `expand=contacts_via_case` gives all of its contacts, unsorted, and was measured to be slower;
- lists are asked for with skipTotal, since Kith's do not count either;
- its request log is off (logs.maxDays 0), which saves it a write a request; rate limits are off by default.
"""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path

from neighbourhood import WORKERS

SIGNED_IN = '@request.auth.id != ""'
YEAR_SECONDS = 365 * 86_400
WHOLE_CASES = """
    SELECT c.id, c.people, c.state, c.entry_route, c.lead, c.what_matters, c.created_at, c.updated_at, c.created_by,
        (SELECT json_group_array(json_object('id', k.id, 'created_at', k.created_at, 'updated_at', k.updated_at,
            'created_by', k.created_by, 'case', k.`case`, 'note', k.note, 'at', k.at, 'by', k.by,
            'channel', k.channel, 'minutes', k.minutes))
         FROM (SELECT * FROM contacts WHERE contacts.`case` = c.id ORDER BY at DESC, id DESC LIMIT 3) k
        ) AS latest_contacts
    FROM cases c"""


class Api:
    def __init__(self, url: str):
        self.url, self.token = url, ""

    def call(self, method: str, path: str, body: dict) -> dict:
        request = urllib.request.Request(
            self.url + path, method=method, data=json.dumps(body).encode(),
            headers={"Authorization": self.token, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            sys.exit(f"pocketbase_api: {method} {path}: {error.code} {error.read().decode()}")

    def collection(self, name: str, fields: list[dict], indexes: list[str] = [], type: str = "base") -> str:
        dates = [{"name": "created_at", "type": "autodate", "onCreate": True},
                 {"name": "updated_at", "type": "autodate", "onCreate": True, "onUpdate": True}]
        return self.call("POST", "/api/collections", {
            "name": name, "type": type, "fields": fields + dates, "indexes": indexes,
            "listRule": SIGNED_IN, "viewRule": SIGNED_IN, "createRule": SIGNED_IN})["id"]


def text(name: str, required: bool = False) -> dict:
    return {"name": name, "type": "text", "required": required}


def relation(name: str, to: str, required: bool = False, most: int = 1) -> dict:
    return {"name": name, "type": "relation", "collectionId": to, "required": required, "maxSelect": most}


def make_collections(api: Api) -> None:
    workers = api.collection("workers", [text("name"), text("role")], type="auth")
    people = api.collection("people", [
        text("preferred_name", True), text("sort_name"), text("born"), {"name": "what_matters", "type": "json"},
        relation("created_by", workers)],
        ["CREATE INDEX people_by_name ON people (sort_name, id)"])
    cases = api.collection("cases", [
        relation("people", people, True, 50), text("state", True), text("entry_route", True),
        relation("lead", workers), text("what_matters"), relation("created_by", workers)],
        ["CREATE INDEX cases_by_lead ON cases (lead, created_at, id)",
         "CREATE INDEX cases_by_creation ON cases (created_at, id)"])
    api.collection("contacts", [
        relation("case", cases, True), text("note", True), relation("by", workers), text("channel"),
        {"name": "minutes", "type": "number"}, {"name": "at", "type": "autodate", "onCreate": True},
        relation("created_by", workers)],
        ["CREATE INDEX contacts_of_case ON contacts (`case`, at, id)",
         "CREATE INDEX contacts_by_worker ON contacts (by)"])
    api.collection("relationships", [
        relation("from_person", people), relation("from_worker", workers), relation("to_person", people, True),
        text("tie", True), text("inverse"), {"name": "paid", "type": "bool"}, relation("created_by", workers)],
        ["CREATE INDEX relationships_from ON relationships (from_person, id)",
         "CREATE INDEX relationships_to ON relationships (to_person, id)"])
    api.call("POST", "/api/collections", {
        "name": "whole_cases", "type": "view", "viewQuery": WHOLE_CASES, "viewRule": SIGNED_IN})


def main() -> None:
    url, email, password, tokens = sys.argv[1:]
    api = Api(url)
    signed_in = api.call(
        "POST", "/api/collections/_superusers/auth-with-password", {"identity": email, "password": password})
    api.token = signed_in["token"]
    settings = api.call("PATCH", "/api/settings", {"logs": {"maxDays": 0}})
    if settings["rateLimits"]["enabled"]:
        sys.exit("pocketbase_api: rate limits are on")
    make_collections(api)
    lines = []
    for number in range(WORKERS):
        worker = api.call("POST", "/api/collections/workers/records", {
            "name": f"Worker {number:02}", "role": "practitioner", "email": f"worker{number}@example.org",
            "password": password, "passwordConfirm": password})["id"]
        token = api.call(
            "POST", f"/api/collections/workers/impersonate/{worker}", {"duration": YEAR_SECONDS})["token"]
        lines.append(f"{worker}\t{token}\n")
    Path(tokens).write_text("".join(lines))


main()
