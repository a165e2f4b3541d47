"""Holds idle connections to a server: idle.py URL REQUESTS PID CONNECTIONS

Each connection has one request made and answered, then stays open. Prints
    IDLE connections resident-bytes-a-connection anonymous-bytes-a-connection
and holds them until standard input ends or gives a line; then says how many the server had closed: CLOSED n
"""

import itertools
import resource
import select
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

SPARE_FILES = 64


def processes(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [below for child in children for below in processes(int(child))]


def memory(pid: int) -> tuple[int, int]:
    """Resident and, of these, anonymous bytes of a process and those below it."""
    resident = anonymous = 0
    for one in processes(pid):
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name == "VmRSS":
                resident += int(rest.split()[0]) * 1024
            elif name == "RssAnon":
                anonymous += int(rest.split()[0]) * 1024
    return resident, anonymous


def ask(address: tuple[str, int], request: bytes) -> socket.socket:
    connection = socket.create_connection(address, timeout=10)
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536) or sys.exit("idle: the server closed a connection")
    head, _, body = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        sys.exit(f"idle: {head!r}")
    fields = dict(line.partition(b":")[::2] for line in head.lower().split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    while len(body) < length:
        body += connection.recv(65536) or sys.exit("idle: the server cut an answer")
    return connection


def closed(connections: list[socket.socket]) -> int:
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLIN)
    return len(poll.poll(0))


def main() -> None:
    url, requests, pid, count = sys.argv[1:]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if int(count) + SPARE_FILES > most:
        sys.exit(f"idle: {count} connections need more than the {most} files that are allowed here (ulimit -n)")
    host, _, port = urlsplit(url).netloc.partition(":")
    made = []
    for line in Path(requests).read_text().splitlines()[:1000]:
        method, target, token, _ = line.split("\t")
        fields = f"Host: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
        made.append(f"{method} {target} HTTP/1.1\r\n{fields}\r\n".encode())
    for request in made:
        ask((host, int(port)), request).close()
    before = memory(int(pid))
    connections = [ask((host, int(port)), request) for request in itertools.islice(itertools.cycle(made), int(count))]
    after = memory(int(pid))
    print("IDLE", count, *((then - now) // int(count) for then, now in zip(after, before)), flush=True)
    sys.stdin.readline()
    print("CLOSED", closed(connections), flush=True)


main()
