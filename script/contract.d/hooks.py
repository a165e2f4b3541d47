"""What Schemathesis cannot make up by itself, taken out of the description before it begins."""

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
