"""The calls of Glue that moto lacks and Trino makes: there are no statistics of columns here, and nobody minds.

Loaded by test/builders/moto-server.py where MOTO_SERVER_ADDS names this file.
"""

import json

from moto.glue.responses import GlueResponse

ANSWERS = {
    "get": {"ColumnStatisticsList": [], "Errors": []},
    "update": {"Errors": []},
    "delete": {},
}


def answering(answer):
    return lambda self: json.dumps(answer)


for verb, answer in ANSWERS.items():
    for kind in ("table", "partition"):
        setattr(GlueResponse, f"{verb}_column_statistics_for_{kind}", answering(answer))
