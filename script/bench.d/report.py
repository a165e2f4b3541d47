"""Prints the table of a run: report.py RESULTS

RESULTS has a line a run of wrk: workload, round, server, requests/s, p50 and p99 in µs, bytes an answer. Medians over
the rounds; a ratio is the median of the rounds' own ratios, so that what slows the machine slows both sides of it.
"""

import statistics
import sys
from collections import defaultdict
from pathlib import Path

HEADINGS = ["workload", "server", "requests/s", "p50", "p99", "× nginx", "× PocketBase", "p99 × nginx", "bytes"]
RATE, P50, P99, BYTES = range(4)


def time(microseconds: float) -> str:
    return f"{microseconds / 1000:.2f} ms" if microseconds >= 1000 else f"{microseconds:.0f} µs"


class Runs:
    def __init__(self, lines: list[str]):
        self.figures: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(dict)
        for line in lines:
            workload, round, server, *figures = line.split("\t")
            self.figures[workload, server][round] = [float(figure) for figure in figures]

    def median(self, key: tuple[str, str], column: int) -> float:
        return statistics.median(figures[column] for figures in self.figures[key].values())

    def ratio(self, key: tuple[str, str], other: str, column: int) -> str:
        workload, server = key
        yardstick = self.figures.get((workload, other))
        if not yardstick or server == other:
            return "–"
        ratios = [figures[column] / yardstick[round][column]
                  for round, figures in self.figures[key].items() if round in yardstick and yardstick[round][column]]
        return f"{statistics.median(ratios):.2f}" if ratios else "–"

    def rows(self) -> list[list[str]]:
        return [[
            workload, server, f"{self.median(key, RATE):,.0f}", time(self.median(key, P50)),
            time(self.median(key, P99)), self.ratio(key, "nginx", RATE), self.ratio(key, "pocketbase", RATE),
            self.ratio(key, "nginx", P99), f"{self.median(key, BYTES):,.0f}",
        ] for key in self.figures for workload, server in [key]]


def main() -> None:
    rows = [HEADINGS] + Runs(Path(sys.argv[1]).read_text().splitlines()).rows()
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) if column < 2 else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths))]
        print("| " + " | ".join(cells) + " |")
        if number == 0:
            rules = ["-" * (width + 1) + ("-" if column < 2 else ":") for column, width in enumerate(widths)]
            print("|" + "|".join(rules) + "|")


main()
