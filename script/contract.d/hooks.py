"""What Schemathesis cannot make up, or OpenAPI cannot say, is taken out before it is asked."""

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


@schemathesis.hook
def filter_case(ctx, case):
    """Keeps what two parameters can say together: a period runs forwards, and a distance is from somewhere."""
    query = case.query if isinstance(case.query, dict) else {}
    first, last = query.get("from"), query.get("to")
    if isinstance(first, str) and isinstance(last, str) and first > last:
        return False
    # A measure takes a few years at most, up to or from a day of the service's own where only one is given.
    if case.path.endswith("/measures") and (first is not None or last is not None):
        if not isinstance(first, str) or not isinstance(last, str) or int(last[:4]) - int(first[:4]) > 15:
            return False
    return "within" not in query or "near" in query
