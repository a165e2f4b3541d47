"""What Schemathesis cannot make up, or OpenAPI cannot say, is taken out before it is asked."""

import datetime

import schemathesis

# A cursor is sealed by the service; the two fields that ask to be let in go together or not at all; and OpenAPI has no
# word for an answer that lacks what was not picked with fields=.
UNGUESSABLE = {"cursor", "Last-Event-ID", "Kith-Access-Purpose", "Kith-Access-Reason", "fields"}


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    for path in raw_schema["paths"].values():
        for operation in path.values():
            if isinstance(operation, dict) and "parameters" in operation:
                operation["parameters"] = [
                    parameter for parameter in operation["parameters"] if parameter["name"] not in UNGUESSABLE
                ]


def day(text):
    """The day that a text names, or none: what is no day is asked, to be refused."""
    try:
        return datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


@schemathesis.hook
def filter_case(ctx, case):
    """Keeps what two parameters can say together: a period runs forwards, and a distance is from somewhere."""
    query = case.query if isinstance(case.query, dict) else {}
    first, last = day(query.get("from")), day(query.get("to"))
    if first and last and first > last:
        return False
    # A measure takes some years at most, up to or from a day of the service's own where only one is given.
    if case.path.endswith("/measures") and (first or last):
        if not first or not last or last.year - first.year > 15:
            return False
    # A half-year begins and ends on two days of the year, which are not met by chance.
    if case.path.endswith("/barriers/summary") and (first or last):
        return False
    return "within" not in query or "near" in query
