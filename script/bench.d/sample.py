"""Asks a few of a workload's requests before it is measured: sample.py URL REQUESTS STATUS ITEMS [BODY FIELDS]

Each answer must have the STATUS, JSON in it, and where ITEMS is not 0 so many items. Prints the median size of a body
and of a whole answer, in bytes. BODY gets the body of median size, FIELDS the names and values of its header fields.
"""

import http.client
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

SAMPLES = 15
#: What every server writes in its own way.
OWN_FIELDS = {"content-length", "content-type", "date", "connection", "server", "etag", "location", "vary", "link"}


def main() -> None:
    url, requests, status, items, *outputs = sys.argv[1:]
    lines = Path(requests).read_text().splitlines()
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    answers = []
    for line in lines[:: max(1, len(lines) // SAMPLES)][:SAMPLES]:
        method, target, token, body = line.split("\t")
        fields = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        if body:
            fields["Content-Type"] = "application/json"
        connection.request(method, target, body or None, fields)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != int(status):
            sys.exit(f"sample: {method} {target}: {answer.status}, not {status}: {content[:300]!r}")
        found = len(json.loads(content).get("items", []))
        if int(items) and found != int(items):
            sys.exit(f"sample: {method} {target}: {found} items, not {items}")
        head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        answers.append((len(content), len(f"HTTP/1.1 {status} {answer.reason}") + 4 + head, content, answer))
    answers.sort(key=lambda entry: entry[0])
    size, head, content, answer = answers[len(answers) // 2]
    print(size, sum(entry[0] + entry[1] for entry in answers) // len(answers))
    if outputs:
        Path(outputs[0]).write_bytes(content)
        Path(outputs[1]).write_text("".join(
            f"{name}\t{value}\n" for name, value in answer.getheaders() if name.lower() not in OWN_FIELDS))


main()
